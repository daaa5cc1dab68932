using System.Collections.Immutable;
using LossGen.Generator.Binding;

namespace LossGen.Generator.Algebra;

/// <content>
/// Values and gradients as whole formulas: with the declared inputs, and with <see cref="Upstream"/> for what arrives from
/// upstream, each parses and binds again.
/// </content>
internal sealed partial class TermPrinter
{
    /// <summary>A part of a gradient: what is added where its conditions hold, for every value of its binders.</summary>
    private sealed record Part(ImmutableArray<string> Binders, ImmutableArray<string> Conditions, string Value);

    /// <summary>The name of what arrives from upstream: g, unless the loss has one.</summary>
    public string Upstream => _upstream ??= Unused("g");

    private string? _upstream;

    /// <summary>A value over the indices of the result: <c>l[c in C] := e</c>.</summary>
    public string Print(RealTerm value, ImmutableArray<Binder> result) => WithDefinitions(() =>
    {
        FindShared([value]);
        return Head("l", result) + Captured(value, Level.Lowest);
    });

    /// <summary>The gradient of an input over its own axes: <c>dx[c in C] := { e if c != y; f otherwise }</c>.</summary>
    public string Print(Gradient gradient, ImmutableArray<Binder> result) => WithDefinitions(() =>
    {
        var roots = new List<Term>();
        foreach (Piece piece in gradient.Pieces)
        {
            foreach (IntegerTerm subscript in piece.Subscripts)
                roots.Add(subscript);
            if (piece.Condition is not null)
                roots.Add(piece.Condition);
            roots.Add(piece.Value);
        }

        FindShared(roots);

        // A dense piece has indices that can lend their names; else the positions get indices of their own.
        ImmutableArray<Binder> positions = gradient.Input.Axes.Select((axis, place) => new Binder(axis, -1 - place)).ToImmutableArray();
        string head = Head("d" + gradient.Input.Name, positions);
        return head + Joined(gradient.Pieces.Select(piece => PartOf(piece, positions, result)).ToImmutableArray());
    });

    private string Head(string wished, ImmutableArray<Binder> indices)
    {
        if (indices.IsEmpty)
            return "";
        string name = Unused(wished);
        _defined.Add(name);
        return name + Bracket(indices) + " := ";
    }

    private string Bracket(ImmutableArray<Binder> indices) => indices.IsEmpty ? "" : $"[{string.Join(", ", indices.Select(index => $"{Name(index)} in {index.Axis.Name}"))}]";

    private Part PartOf(Piece piece, ImmutableArray<Binder> positions, ImmutableArray<Binder> result)
    {
        var conditions = ImmutableArray.CreateBuilder<string>();
        var lent = new List<Binder>();
        var pinned = new List<int>();
        for (int axis = 0; axis < positions.Length; axis++)
        {
            if (piece.Subscripts[axis] is IndexTerm { Binder: var binder } && !lent.Contains(binder))
            {
                _names[binder] = Name(positions[axis]);
                lent.Add(binder);
            }
            else
            {
                pinned.Add(axis);
            }
        }

        // The rest is added up: an index that the position doesn't tell, and one of the result that the input doesn't have.
        ImmutableArray<Binder> summed = piece.Binders.Concat(result.Where(IsFree)).Distinct().Where(binder => !lent.Contains(binder)).ToImmutableArray();
        ImmutableArray<string> binders = summed.Select(binder => $"{Name(binder)} in {binder.Axis.Name}").ToImmutableArray();
        conditions.AddRange(pinned.Select(axis => $"{Name(positions[axis])} == {Print(piece.Subscripts[axis])}"));
        if (piece.Condition is not null)
            conditions.Add(Captured(piece.Condition, conditions.Count == 0 ? Level.Lowest : Level.Not));
        string value = Captured(piece.Value, Level.Lowest);
        Release(summed);
        foreach (Binder binder in lent)
            _names.Remove(binder);
        return new Part(binders, conditions.ToImmutable(), value);

        bool IsFree(Binder binder) =>
            piece.Value.Free.Contains(binder) || piece.Condition?.Free.Contains(binder) == true || piece.Subscripts.Any(subscript => subscript.Free.Contains(binder));
    }

    private static string Joined(ImmutableArray<Part> parts)
    {
        // x[c] where c != y and x[y] are two cases of one thing.
        if (parts is [{ Binders.IsEmpty: true, Conditions: [var other] } dense, { Binders.IsEmpty: true, Conditions: [var one] } point]
            && other == one.Replace(" == ", " != "))
        {
            return $"{{ {dense.Value} if {other}; {point.Value} otherwise }}";
        }

        return parts.IsEmpty ? "0" : string.Join(" + ", parts.Select(part => Print(part, isAlone: parts.Length == 1)));
    }

    private static string Print(Part part, bool isAlone)
    {
        string condition = string.Join(" and ", part.Conditions);
        if (!part.Binders.IsEmpty)
            return $"sum[{string.Join(", ", part.Binders)}{(condition.Length == 0 ? "" : " : " + condition)}]({part.Value})";
        if (condition.Length > 0)
            return $"{{ {part.Value} if {condition}; 0 otherwise }}";
        return isAlone ? part.Value : $"({part.Value})";
    }

    /// <summary>Separate brackets may use the same names.</summary>
    private void Release(ImmutableArray<Binder> binders)
    {
        foreach (Binder binder in binders)
        {
            if (_names.TryGetValue(binder, out string? name))
                _indices.Remove(name);
            _names.Remove(binder);
        }
    }
}
