using System.Collections.Immutable;
using LossGen.Generator.Binding;

namespace LossGen.Generator.Algebra;

/// <summary>
/// What the elements of each input receive. Contributions to the whole of an input become one dense piece under shared
/// names for its positions; the others are merged where they name the same position under the same condition.
/// </summary>
internal sealed class PieceCollector(TermFactory factory, ImmutableArray<Binder> resultBinders)
{
    private readonly Dictionary<BoundInput, List<Piece>> _pieces = [];

    /// <param name="subscripts">In open names.</param>
    /// <param name="adjoint">Its free binders are those of the subscripts, and perhaps the result's.</param>
    public void Add(BoundInput input, ImmutableArray<IntegerTerm> subscripts, RealTerm adjoint)
    {
        if (!_pieces.TryGetValue(input, out List<Piece>? list))
            _pieces.Add(input, list = []);
        bool isDense = subscripts.All(subscript => subscript is IndexTerm) && subscripts.Distinct().Count() == subscripts.Length;
        ImmutableArray<Binder> own = subscripts.SelectMany(subscript => subscript.Free).Distinct().ToImmutableArray();
        Substitution names = factory.Unchanged;
        var binders = ImmutableArray.CreateBuilder<Binder>();
        for (int i = 0; i < own.Length; i++)
        {
            Binder name = isDense ? Position(input, i) : resultBinders.Contains(own[i]) ? own[i] : new Binder(own[i].Axis, TermFactory.PositionHeight + i);
            names = names.And(own[i], factory.Index(name));
            if (!resultBinders.Contains(name))
                binders.Add(name);
        }

        subscripts = subscripts.Select(subscript => (IntegerTerm)factory.Substitute(subscript, names)).ToImmutableArray();
        list.Add(new Piece(binders.ToImmutable(), subscripts, null, (RealTerm)factory.Substitute(adjoint, names)));
    }

    public ImmutableArray<Piece> Of(BoundInput input)
    {
        if (!_pieces.TryGetValue(input, out List<Piece>? list))
            return ImmutableArray<Piece>.Empty;
        // Equal positions are equal subscripts: the same terms.
        return list.GroupBy(piece => string.Join(",", piece.Subscripts.Select(subscript => subscript.Id)))
            .OrderBy(group => IsDense(group.First()) ? 0 : 1)
            .SelectMany(group => Merge(group.First(), factory.Sum(group.Select(piece => piece.Value))))
            .ToImmutableArray();
    }

    private static bool IsDense(Piece piece) =>
        piece.Subscripts.All(subscript => subscript is IndexTerm) && piece.Subscripts.Distinct().Count() == piece.Subscripts.Length;

    private IEnumerable<Piece> Merge(Piece position, RealTerm value)
    {
        if (value is SelectTerm { WhenFalse: NumberTerm { Value: 0 } } select)
            yield return position with { Condition = select.Condition, Value = select.WhenTrue };
        else if (value is SelectTerm { WhenTrue: NumberTerm { Value: 0 } } other)
            yield return position with { Condition = factory.Not(other.Condition), Value = other.WhenFalse };
        else if (value is not NumberTerm { Value: 0 })
            yield return position with { Value = value };
    }

    /// <summary>The name of a position of an input: the result's index where the input runs along the same axis.</summary>
    private Binder Position(BoundInput input, int slot)
    {
        BoundAxis axis = input.Axes[slot];
        bool isFirst = input.Axes.IndexOf(axis) == slot;
        Binder? result = resultBinders.FirstOrDefault(binder => binder.Axis == axis);
        return result != null && isFirst ? result : new Binder(axis, TermFactory.PositionHeight + slot);
    }
}
