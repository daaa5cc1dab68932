using System.Collections.Immutable;
using LossGen.Generator.Algebra;
using LossGen.Generator.Binding;

namespace LossGen.Generator.Lowering;

/// <summary>Where things stand in memory: [N, axes, inner] for what a sample owns, the axes alone for what the batch shares.</summary>
internal sealed partial class KernelBuilder
{
    private readonly List<(ImmutableArray<BoundAxis> Axes, Expression Row)> _rows = [];
    private Expression? _place;

    private void AddArrays()
    {
        foreach (var input in _loss.Loss.Inputs)
            _arrays.Add(new(ArrayRole.Input, input.Name, input.Kind != InputKind.Number, Input: input));
        foreach (var parameter in _loss.Loss.Parameters)
            if (parameter.IsArray)
                _arrays.Add(new(ArrayRole.Parameter, parameter.Name, false, Parameter: parameter));
        if (_kind == KernelKind.Value)
            _arrays.Add(new(ArrayRole.Losses, "losses", false));
        if (!HasGradients(_kind))
            return;
        foreach (var gradient in _loss.Gradients.Where(static g => !g.IsSaved))
            _arrays.Add(GradientArray(gradient.Input));
        foreach (var saved in _loss.Gradients.Where(static g => g.IsSaved))
            _arrays.Add(SavedArray(saved.Input));
        _arrays.Add(new(ArrayRole.Upstream, "upstream", false));
    }

    private static KernelArray GradientArray(BoundInput input) =>
        new(ArrayRole.Gradient, "grad" + char.ToUpperInvariant(input.Name[0]) + input.Name.Substring(1), false, Input: input);

    private static KernelArray SavedArray(BoundInput input) => new(ArrayRole.Saved, input.Name, false, Input: input);

    private KernelArray ArrayOf(BoundInput input) => ArrayOf(input.Ordinal < 0 ? ArrayRole.Saved : ArrayRole.Input, input, null);

    private KernelArray ArrayOf(BoundParameter parameter) => ArrayOf(ArrayRole.Parameter, null, parameter);

    private KernelArray ArrayOf(ArrayRole role) => ArrayOf(role, null, null);

    private KernelArray ArrayOf(ArrayRole role, BoundInput? input, BoundParameter? parameter)
    {
        foreach (var array in _arrays)
            if (array.Role == role && array.Input == input && array.Parameter == parameter)
                return array;
        throw new InvalidOperationException($"The kernel has no such array: {role}.");
    }

    private ImmutableArray<BoundAxis> ResultAxes => _loss.ResultBinders.Select(static b => b.Axis).ToImmutableArray();

    /// <summary>The address of an element of a sample's own array.</summary>
    private Expression AddressInSample(ImmutableArray<BoundAxis> axes, Expression linear)
    {
        var row = RowOf(axes);
        if (linear is IntegerNumber { Value: 0 })
            return row;
        return Add(row, _mode == LaneMode.Samples ? Multiply(linear, new Use(Inner)) : linear);
    }

    /// <summary>The address of what a sample saves: rows by sample, columns by element, in a block that begins with the first sample.</summary>
    private Expression AddressInBlock(ImmutableArray<BoundAxis> axes, Expression linear)
    {
        if (_place is null)
        {
            var variable = new Variable("place", ValueKind.Integer);
            _sample.Block.Statements.Insert(_rows.Count, new Let(variable, new Infix("-", new Use(Position), new Use(First), ValueKind.Integer)));
            _place = new Use(variable);
        }

        if (_mode == LaneMode.Samples)
            return Add(Multiply(linear, new Use(Room)), _place);
        var extent = axes.Select(static a => (Expression)new ExtentOf(a)).Aggregate((Expression)new IntegerNumber(1), Multiply);
        return Add(Multiply(_place, extent), linear);
    }

    private Expression RowOf(ImmutableArray<BoundAxis> axes)
    {
        if (axes.IsEmpty)
            return new Use(Position);
        foreach (var known in _rows)
            if (known.Axes.SequenceEqual(axes))
                return known.Row;
        var extent = axes.Select(static a => (Expression)new ExtentOf(a)).Aggregate(Multiply);
        var row = _mode == LaneMode.Axis
            ? Multiply(new Use(Position), extent)
            : Add(Multiply(Multiply(new Use(Sample), extent), new Use(Inner)), new Use(Offset));

        // Rows stand first in the sample, wherever they are asked for first.
        var variable = new Variable("row" + string.Concat(axes.Select(static a => a.Name)), ValueKind.Integer);
        _sample.Block.Statements.Insert(_rows.Count, new Let(variable, row));
        row = new Use(variable);
        _rows.Add((axes, row));
        return row;
    }

    /// <summary>How far apart the elements of one sample lie, and the samples of a lane's elements: all are of one sample along an axis.</summary>
    private Expression Stride => _mode == LaneMode.Samples ? new Use(Inner) : new IntegerNumber(1);

    private Expression Step => new IntegerNumber(_mode == LaneMode.Samples ? 1 : 0);

    /// <summary>The subscripts as one number, row major; those that are lanes count 0.</summary>
    private static Expression Linear(ImmutableArray<BoundAxis> axes, IReadOnlyList<Expression> subscripts)
    {
        Expression linear = new IntegerNumber(0);
        for (int k = 0; k < subscripts.Count; k++)
            linear = Add(Multiply(linear, new ExtentOf(axes[k])), subscripts[k].Kind == ValueKind.Lane ? new IntegerNumber(0) : subscripts[k]);
        return linear;
    }

    /// <summary>
    /// The subscripts that are lanes, each element's own, as one lane, and how far apart its numbers lie: only they are numbers
    /// of T, which are exact up to a limit that Prepare checks. Null where none is a lane.
    /// </summary>
    private static (Expression Index, Expression Stride)? Scattered(ImmutableArray<BoundAxis> axes, IReadOnlyList<Expression> subscripts)
    {
        Expression? index = null;
        Expression stride = new IntegerNumber(1);
        for (int k = 0; k < subscripts.Count; k++)
        {
            Expression extent = new ExtentOf(axes[k]);
            if (subscripts[k].Kind != ValueKind.Lane)
            {
                stride = Multiply(stride, extent);
                continue;
            }

            if (index is not null)
                index = new Infix("*", index, new FromInteger(Multiply(stride, extent)), ValueKind.Lane);
            index = index is null ? subscripts[k] : new Infix("+", index, subscripts[k], ValueKind.Lane);
            stride = new IntegerNumber(1);
        }

        return index is null ? null : (index, stride);
    }

    /// <summary>Reads an element, or neighbours where the last subscript runs along the lane.</summary>
    private Expression Read(KernelArray array, ImmutableArray<BoundAxis> axes, bool isShared, ImmutableArray<IntegerTerm> subscripts, Scope scope)
    {
        var indices = Indices(subscripts, scope, out bool alongLane);
        var linear = Linear(axes, indices);
        if (Scattered(axes, indices) is var (index, stride))
        {
            return isShared
                ? new Gather(array, linear, index, stride, new IntegerNumber(0))
                : new Gather(array, AddressInSample(axes, linear), index, Multiply(stride, Stride), Step);
        }

        var address = isShared ? linear : array.Role == ArrayRole.Saved ? AddressInBlock(axes, linear) : AddressInSample(axes, linear);
        return alongLane || (_mode == LaneMode.Samples && !isShared) ? new LoadLane(array, address) : new LoadBroadcast(array, address);
    }

    /// <param name="alongLane">Whether the last one runs along the lane: then it stands for its first element.</param>
    private Expression[] Indices(ImmutableArray<IntegerTerm> subscripts, Scope scope, out bool alongLane)
    {
        var indices = new Expression[subscripts.Length];
        alongLane = false;
        for (int k = 0; k < indices.Length; k++)
        {
            if (k == indices.Length - 1 && subscripts[k] is IndexTerm { Binder: var last } && scope.Find(last) is { IsLane: true } loop)
            {
                alongLane = true;
                indices[k] = new Use(loop.Index);
            }
            else
            {
                indices[k] = EvaluateInteger(subscripts[k], scope);
            }
        }

        return indices;
    }

    private static Expression Add(Expression left, Expression right) => (left, right) switch
    {
        (IntegerNumber { Value: 0 }, _) => right,
        (_, IntegerNumber { Value: 0 }) => left,
        _ => new Infix("+", left, right, ValueKind.Integer),
    };

    private static Expression Multiply(Expression left, Expression right) => (left, right) switch
    {
        (IntegerNumber { Value: 0 }, _) => left,
        (IntegerNumber { Value: 1 }, _) => right,
        (_, IntegerNumber { Value: 1 }) => left,
        _ => new Infix("*", left, right, ValueKind.Integer),
    };

    private static Expression AsLane(Expression value) => value.Kind == ValueKind.Integer ? new FromInteger(value) : value;
}
