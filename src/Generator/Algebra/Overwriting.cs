using System.Collections.Immutable;

namespace LossGen.Generator.Algebra;

/// <summary>
/// A row that leaves out the label's element, to which another piece adds it, is written whole, and then that element over
/// it: no comparison of indices is left in the row.
/// </summary>
internal sealed class Overwriting(TermFactory factory, CancellationToken cancellation)
{
    public Gradient Apply(Gradient gradient)
    {
        if (gradient.Input.IsShared || gradient.Pieces is not [{ Subscripts: [IndexTerm { Binder: var index }] } row, ..])
            return gradient;
        if (row.Value.Free.Any(binder => binder != index) || IsUpstreamOf(row.Value, index, new TermSet()))
            return gradient;

        // An element at a label is stored when all loops have ended: what another one added to it would be lost.
        if (gradient.Pieces.Skip(1).Any(static p => !p.Binders.IsEmpty))
            return gradient;
        foreach (Piece point in gradient.Pieces.Where(static p => p is { Condition: null, Subscripts: [{ Free.IsEmpty: true }], Value.Free.IsEmpty: true }))
        {
            IntegerTerm label = point.Subscripts[0];
            ConditionTerm isOther = factory.Compare(Comparison.NotEqual, factory.Index(index), label);
            if (row.Condition is { } condition && condition != isOther)
                continue;
            RealTerm elsewhere = Decide(row.Value, isOther, true);
            if (row.Condition is null && elsewhere == row.Value)
                continue;

            RealTerm there = row.Condition is null ? factory.Substitute(Decide(row.Value, isOther, false), index, label) : factory.Zero;
            Piece whole = row with { Condition = null, Value = elsewhere };
            Piece over = point with { Value = factory.Add(there, point.Value), Overwrites = true };
            return gradient with { Pieces = ImmutableArray.Create(whole, over).AddRange(gradient.Pieces.Where(p => p != row && p != point)) };
        }

        return gradient;
    }

    /// <summary>Whether a value hangs on the gradient that arrives for that element of the result: it arrives for no label.</summary>
    private static bool IsUpstreamOf(Term term, Binder index, TermSet seen)
    {
        if (!term.Free.Contains(index) || !seen.Add(term))
            return false;
        if (term is UpstreamTerm)
            return true;
        foreach (Term child in term.Children)
            if (IsUpstreamOf(child, index, seen))
                return true;
        return false;
    }

    /// <summary>What is left of a value where it is known whether an index is another than the label.</summary>
    private RealTerm Decide(RealTerm value, ConditionTerm isOther, bool holds)
    {
        ConditionTerm answer = holds ? factory.True : factory.False, isSame = factory.Not(isOther), contrary = factory.Not(answer);
        return new TermMap(factory, term => term == isOther ? answer : term == isSame ? contrary : term, cancellation).Apply(value);
    }
}
