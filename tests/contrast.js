// The contrast between text and ground, by WCAG 2.2, of each element: grounds of all ancestors are laid over one another.
(elements) => {
  const context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const parsed = (colour) => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data].map((part) => part / 255);
  };
  const over = ([red, green, blue, alpha], ground, opacity) =>
    [red, green, blue].map((part, place) => part * alpha * opacity + ground[place] * (1 - alpha * opacity));
  const luminance = (colour) => {
    const [red, green, blue] = colour.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  return elements.map((element) => {
    const ancestors = [];
    for (let node = element; node; node = node.parentElement) ancestors.unshift(getComputedStyle(node));
    let ground = [1, 1, 1];
    let opacity = 1;
    for (const style of ancestors) {
      opacity *= Number(style.opacity);
      ground = over(parsed(style.backgroundColor), ground, opacity);
    }
    const [dark, light] = [luminance(over(parsed(getComputedStyle(element).color), ground, opacity)), luminance(ground)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  });
}
