"""What a Dask worker keeps: the coders, sent to it once, also when it comes late or comes again."""

import uuid

from distributed import WorkerPlugin, get_worker

import rahmen


class CoderPlugin(WorkerPlugin):
    """Keeps a job in a worker."""

    def __init__(self, job):
        self.job, self.version = job, rahmen.__version__
        self.name = f"rahmen-{uuid.uuid4()}"

    def setup(self, worker):
        """See that the worker has the same version of the package."""
        if rahmen.__version__ != self.version:
            raise ImportError(f"the worker {worker.address} has rahmen {rahmen.__version__}, not {self.version}")


def code(name, batch):
    """Code a batch in a worker."""
    return get_worker().plugins[name].job.code(batch)
