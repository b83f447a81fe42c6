"""Workers: processes on this machine (loky), or those of a Dask cluster. Both take batches and give coded ones."""

import os
import sys
import threading
import time
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, wait
from contextlib import contextmanager, suppress

from .folder import EngineError

AHEAD = 2
"""Batches in flight for each worker: one in work, one waiting."""
THREADS = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
WAIT = 60
"""Seconds for the first worker of a cluster to come."""

_job = None


def _take(job, parent):
    global _job
    _job = job
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent):
    """End this process when the one that started it was killed: nobody else would."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _code(batch):
    return _job.code(batch)


@contextmanager
def processes(job, number):
    """Give a function that codes batches in so many processes of this machine, in whatever order they end."""
    from loky import ProcessPoolExecutor

    # OpenBLAS threads of several processes spin in each other's way, so each gets one.
    pool = ProcessPoolExecutor(number, initializer=_take, initargs=(job, os.getpid()), env=THREADS)
    try:
        yield lambda batches: _bounded(lambda batch: pool.submit(_code, batch), batches, lambda: AHEAD * number)
    except BrokenExecutor:
        raise EngineError(
            "a worker process died, perhaps for want of memory; call again with a smaller `batch` in a new folder, or "
            "fewer `processes`: then the run goes on where it stopped"
        ) from None
    finally:
        pool.shutdown(wait=True, kill_workers=sys.exc_info()[0] is not None)


@contextmanager
def dask(job, client, tell=True):
    """Give a function that codes batches on the cluster of a :class:`distributed.Client`."""
    from distributed import KilledWorker

    from .plugin import CoderPlugin, code

    if tell:
        print(f"dashboard: {client.dashboard_link}", file=sys.stderr)
    try:
        client.wait_for_workers(1, timeout=WAIT)
    except TimeoutError:
        raise EngineError(f"no worker has come to {client.scheduler.address}; start one there") from None
    plugin = CoderPlugin(job)
    try:
        client.register_plugin(plugin)
    except ImportError as error:
        raise EngineError(f"a worker cannot code ({error}); install the same version of rahmen there") from None
    executor = client.get_executor(pure=False)

    def send(batch):
        return executor.submit(code, plugin.name, batch)

    try:
        yield lambda batches: _bounded(send, batches, lambda: AHEAD * max(1, len(client.nthreads())))
    except KilledWorker as error:
        raise EngineError(f"a batch killed each worker that took it, perhaps for want of memory ({error})") from None
    except CancelledError:
        raise EngineError("the cluster was lost; call again with a new client: the run goes on where it was") from None
    finally:
        executor.shutdown(wait=False)
        with suppress(OSError, CancelledError):  # the cluster may be gone
            client.unregister_worker_plugin(plugin.name)


def _bounded(submit, batches, limit):
    """Give what becomes of batches as they end, with no more than `limit()` of them sent at a time."""
    sent = set()
    for batch in batches:
        while len(sent) >= limit():
            ended, sent = wait(sent, return_when=FIRST_COMPLETED)
            yield from (future.result() for future in ended)
        sent.add(submit(batch))
    while sent:
        ended, sent = wait(sent, return_when=FIRST_COMPLETED)
        yield from (future.result() for future in ended)
