using LossGen.Generator.Functions;

namespace LossGen.Generator.Algebra;

/// <summary>Puts what they stand for in the place of compositions and stable nodes, when derivatives have been taken.</summary>
internal sealed class Expander
{
    private readonly TermMap _map;
    private readonly RowReader _rows;
    private readonly StableTerms _stable;

    public Expander(TermFactory factory, CancellationToken cancellation)
    {
        _rows = new RowReader(factory);
        _stable = new StableTerms(factory);
        _map = new TermMap(factory, Expand, cancellation, static term => term.HoldsComposition);
    }

    public T Apply<T>(T term)
        where T : Term => _map.Apply(term);

    private Term Expand(Term term) => term switch
    {
        LogSumExpTerm lse => _stable.LogSumExp(lse),
        SoftmaxTerm softmax => _stable.Softmax(softmax),
        // A definition may use compositions itself.
        ApplyTerm { Function: var function } apply when IsComposition(function) => _map.Apply(_rows.Define(function, apply.Arguments)),
        _ => term,
    };

    /// <summary>Whether something else takes the place of a term, whatever is in it.</summary>
    public static bool IsComposition(Term term) => term is LogSumExpTerm or SoftmaxTerm || term is ApplyTerm apply && IsComposition(apply.Function);

    // A corner stays, so that two of the same still merge when parameters are decided; it is its argument in the end.
    private static bool IsComposition(Function function) =>
        function is { Runtime: null, Definition: not null } && (function.Facts & Facts.ZeroOrNaN) == 0;
}
