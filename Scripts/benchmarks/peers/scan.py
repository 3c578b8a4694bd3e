# SPDX-License-Identifier: MIT
"""One query against many unit vectors in NumPy and faiss, and how fast the same memory can be read at all."""

import argparse
import json
import time
from statistics import median
from threading import Thread
from typing import Callable

import faiss
import numpy

BANDWIDTH_BYTES = 1 << 30  # far more than any cache holds
RUNS = 15
WARM_UPS = 2

Search = Callable[[numpy.ndarray], numpy.ndarray]  # a query (E) -> the rows of the best, best first


def main() -> None:
    options = arguments()
    chance = numpy.random.default_rng(2)
    vectors = chance.standard_normal((options.count, options.dimension), dtype=numpy.float32)
    vectors /= numpy.linalg.norm(vectors, axis=1, keepdims=True)
    queries = chance.standard_normal((RUNS + WARM_UPS, options.dimension), dtype=numpy.float32)
    queries /= numpy.linalg.norm(queries, axis=1, keepdims=True)
    faiss.omp_set_num_threads(options.cores)
    report: dict = {"bandwidth": bandwidth(options.cores), "runtimes": {}}
    exact = [with_numpy(vectors, options.limit)(query) for query in queries]
    for name, make in METHODS.items():
        search = make(vectors, options.limit)
        milliseconds, recalls = [], []
        for query, expected in zip(queries, exact):
            start = time.perf_counter()
            found = search(query)
            milliseconds.append(1000 * (time.perf_counter() - start))
            recalls.append(len(numpy.intersect1d(found, expected)) / options.limit)
        report["runtimes"][name] = {"milliseconds": median(milliseconds[WARM_UPS:]), "recall": min(recalls)}
        del search
    print(json.dumps(report))


def with_numpy(vectors: numpy.ndarray, limit: int) -> Search:
    def search(query: numpy.ndarray) -> numpy.ndarray:
        similarities = vectors @ query
        best = numpy.argpartition(similarities, -limit)[-limit:]
        return best[numpy.argsort(-similarities[best])]

    return search


def with_index(index: faiss.Index, limit: int) -> Search:
    return lambda query: index.search(query[None], limit)[1][0]


def flat(vectors: numpy.ndarray, limit: int) -> Search:
    """One query at a time, faiss scans on one core."""
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    return with_index(index, limit)


def sharded(vectors: numpy.ndarray, limit: int) -> Search:
    """A flat index per core, searched at the same time: how faiss uses several cores for one query."""
    shards = faiss.IndexShards(vectors.shape[1], True, True)  # threads, identifiers that go on from part to part
    for _ in range(faiss.omp_get_max_threads()):
        shards.add_shard(faiss.IndexFlatIP(vectors.shape[1]))
    shards.add(vectors)
    return with_index(shards, limit)


def eight_bits(vectors: numpy.ndarray, limit: int) -> Search:
    index = faiss.IndexScalarQuantizer(vectors.shape[1], faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT)
    index.train(vectors[:100_000])
    index.add(vectors)
    return with_index(index, limit)


METHODS = {
    "NumPy, f32": with_numpy,
    "faiss IndexFlatIP, f32": flat,
    "faiss IndexShards of IndexFlatIP, f32": sharded,
    "faiss IndexScalarQuantizer, 8 bits": eight_bits,
}


def bandwidth(cores: int) -> float:
    """Bytes a second that a plain loop reads on all cores, the best of several passes."""
    words = numpy.ones(BANDWIDTH_BYTES // 8, dtype=numpy.uint64)
    parts = numpy.array_split(words, cores)

    def read() -> float:
        threads = [Thread(target=numpy.bitwise_or.reduce, args=(part,)) for part in parts]
        start = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return words.nbytes / (time.perf_counter() - start)

    return max(read() for _ in range(7))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--dimension", type=int, required=True)
    parser.add_argument("--limit", type=int, default=100)
    parser.add_argument("--cores", type=int, required=True)
    return parser.parse_args()


if __name__ == "__main__":
    main()
