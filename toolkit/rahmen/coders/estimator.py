"""What scikit-learn asks of an estimator, without scikit-learn."""

import inspect


class Estimator:
    """A classifier of texts that works in pipelines, searches and cross-validation.

    What BaseEstimator would bring is written out here, since importing scikit-learn takes longer than to code an
    article; where it is used, it is there already.
    """

    _estimator_type = "classifier"  # for scikit-learn before 1.6

    def get_params(self, deep=True):
        """Give the parameters: a dict."""
        return {name: getattr(self, name) for name in self._defaults()}

    def set_params(self, **params):
        """Set parameters, and give the coder itself."""
        known = self._defaults()
        for name, value in params.items():
            if name not in known:
                raise ValueError(f"no parameter {name!r}; there are {', '.join(known)}")
            setattr(self, name, value)
        return self

    @classmethod
    def _defaults(cls):
        return {name: given.default for name, given in inspect.signature(cls).parameters.items()}

    def __repr__(self):
        default, kept = self._defaults(), self.get_params().items()
        given = [f"{name}={getattr(value, 'name', value)!r}" for name, value in kept if value is not default[name]]
        return f"{type(self).__name__}({', '.join(given)})"

    def _tags(self, multi_label, learns):
        """Make the tags; imported only here, where scikit-learn asks."""
        from sklearn.utils import ClassifierTags, InputTags, Tags, TargetTags

        return Tags(
            "classifier", TargetTags(required=learns), requires_fit=learns,
            classifier_tags=ClassifierTags(multi_label=multi_label),
            input_tags=InputTags(two_d_array=False, string=True),
        )  # fmt: skip
