"""DEAP's side of the measures of generation and variation, with the operators of the authors' release: ramped
half-and-half, one-point crossover, uniform mutation with grown subtrees, varOr, and a static limit on the height.

The first line of standard input is {"operations": {name: arity, …}, "terminals": [name, …], "parents": [count, …]};
it answers {}. Each later line asks for so many trees, {"trees": N}, or children of so many of the parents,
{"children": N, "of": count}; it answers {"seconds": of all, "size": the mean number of nodes}.
"""

import json
import operator
import random
import sys
import time

from deap import algorithms, base, creator, gp, tools


def toolbox_of(operations, terminals):
    primitives = gp.PrimitiveSet("MAIN", len(terminals))
    primitives.renameArguments(**{f"ARG{i}": name for i, name in enumerate(terminals)})
    for name, arity in operations.items():
        primitives.addPrimitive(lambda *arguments: None, arity, name=name)
    creator.create("Fitness", base.Fitness, weights=(1.0,))
    creator.create("Individual", gp.PrimitiveTree, fitness=creator.Fitness)
    toolbox = base.Toolbox()
    toolbox.register("expression", gp.genHalfAndHalf, pset=primitives, min_=2, max_=6)
    toolbox.register("individual", tools.initIterate, creator.Individual, toolbox.expression)
    toolbox.register("population", tools.initRepeat, list, toolbox.individual)
    toolbox.register("mate", gp.cxOnePoint)
    toolbox.register("grown", gp.genGrow, min_=0, max_=5)
    toolbox.register("mutate", gp.mutUniform, expr=toolbox.grown, pset=primitives)
    limit = gp.staticLimit(key=operator.attrgetter("height"), max_value=10)
    toolbox.decorate("mate", limit)
    toolbox.decorate("mutate", limit)
    return toolbox


def evaluated(individual):
    """varOr expects parents that have a fitness."""
    individual.fitness.values = (0.0,)
    return individual


def main():
    random.seed(1)
    first = json.loads(sys.stdin.readline())
    toolbox = toolbox_of(first["operations"], first["terminals"])
    populations = {count: [evaluated(one) for one in toolbox.population(n=count)] for count in first["parents"]}
    print("{}", flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        start = time.perf_counter()
        if "trees" in asked:
            made = toolbox.population(n=asked["trees"])
        else:
            made = algorithms.varOr(populations[asked["of"]], toolbox, asked["children"], cxpb=0.4, mutpb=0.4)
        seconds = time.perf_counter() - start
        print(json.dumps({"seconds": seconds, "size": sum(map(len, made)) / len(made)}), flush=True)


if __name__ == "__main__":
    main()
