using System.Collections.Immutable;

namespace LossGen.Generator.Functions;

/// <summary>Every table that the compiler reads: a value, so that a compiler can be handed one with a row more.</summary>
internal sealed class Catalogue
{
    public static readonly Catalogue Default = new(FunctionRows.All, FunctionFamily.All, ReductionRows.All, RuleRows.All.AddRange(StabilityRows.All));

    private readonly Dictionary<string, Function> _functions;
    private readonly Dictionary<string, Reduction> _reductions;
    private readonly Dictionary<Operator, Function> _operators;

    public Catalogue(ImmutableArray<Function> functions, ImmutableArray<FunctionFamily> families, ImmutableArray<Reduction> reductions, ImmutableArray<Rule> rules)
    {
        Functions = functions;
        Families = families;
        Reductions = reductions;
        Rules = rules;
        _functions = functions.ToDictionary(function => function.Name, StringComparer.Ordinal);
        _reductions = reductions.ToDictionary(reduction => reduction.Word, StringComparer.Ordinal);
        _operators = functions.Where(function => function.Operator != Operator.None).ToDictionary(function => function.Operator);
    }

    public ImmutableArray<Function> Functions { get; }

    public ImmutableArray<Reduction> Reductions { get; }

    /// <summary>In the order in which they are tried.</summary>
    public ImmutableArray<Rule> Rules { get; }

    /// <summary>Functions that lowering computes together.</summary>
    public ImmutableArray<FunctionFamily> Families { get; }

    public Catalogue With(Function row) => new(Functions.Add(row), Families, Reductions, Rules);

    public Catalogue With(FunctionFamily row) => new(Functions, Families.Add(row), Reductions, Rules);

    public Catalogue With(Reduction row) => new(Functions, Families, Reductions.Add(row), Rules);

    public Catalogue With(Rule row) => new(Functions, Families, Reductions, Rules.Insert(0, row));

    /// <summary>The row of that name, whether a formula may name it or not.</summary>
    public Function? FindFunction(string name) => _functions.TryGetValue(name, out Function? row) ? row : null;

    /// <summary>The row of that name, which must be there.</summary>
    public Function Function(string name) => _functions[name];

    public Function Function(Operator @operator) => _operators[@operator];

    public Reduction? FindReduction(string word) => _reductions.TryGetValue(word, out Reduction? row) ? row : null;
}
