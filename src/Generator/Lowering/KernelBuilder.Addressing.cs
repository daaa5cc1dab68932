using System.Collections.Immutable;
using LossGen.Generator.Algebra;
using LossGen.Generator.Binding;

namespace LossGen.Generator.Lowering;

/// <summary>Where things stand in memory: [N, axes, inner] for what a sample owns, the axes alone for what the batch shares.</summary>
internal sealed partial class KernelBuilder
{
    private readonly List<(ImmutableArray<BoundAxis> Axes, Expression Row)> _rows = [];

    private void AddArrays()
    {
        foreach (var input in _loss.Loss.Inputs)
            _arrays.Add(new(ArrayRole.Input, input.Name, input.Kind != InputKind.Number, Input: input));
        foreach (var parameter in _loss.Loss.Parameters)
            if (parameter.IsArray)
                _arrays.Add(new(ArrayRole.Parameter, parameter.Name, false, Parameter: parameter));
        if (_kind == KernelKind.Value)
            _arrays.Add(new(ArrayRole.Losses, "losses", false));
        if (_kind != KernelKind.Gradient)
            return;
        foreach (var gradient in _loss.Gradients)
            _arrays.Add(GradientArray(gradient.Input));
        _arrays.Add(new(ArrayRole.Upstream, "upstream", false));
    }

    private static KernelArray GradientArray(BoundInput input) =>
        new(ArrayRole.Gradient, "grad" + char.ToUpperInvariant(input.Name[0]) + input.Name.Substring(1), false, Input: input);

    private KernelArray ArrayOf(BoundInput input) => ArrayOf(ArrayRole.Input, input, null);

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

    /// <summary>The subscripts as one number, row major; a lane where one of them is.</summary>
    private Expression Linear(ImmutableArray<BoundAxis> axes, IReadOnlyList<Expression> subscripts)
    {
        if (subscripts.Count == 0)
            return new IntegerNumber(0);
        var linear = subscripts[0];
        for (int k = 1; k < subscripts.Count; k++)
        {
            Expression extent = new ExtentOf(axes[k]);
            linear = linear.Kind == ValueKind.Lane || subscripts[k].Kind == ValueKind.Lane
                ? new Infix("+", new Infix("*", AsLane(linear), new FromInteger(extent), ValueKind.Lane), AsLane(subscripts[k]), ValueKind.Lane)
                : Add(Multiply(linear, extent), subscripts[k]);
        }

        return linear;
    }

    /// <summary>Reads an element, or neighbours where the last subscript runs along the lane.</summary>
    private Expression Read(KernelArray array, ImmutableArray<BoundAxis> axes, bool isShared, ImmutableArray<IntegerTerm> subscripts, Scope scope)
    {
        var linear = Linear(axes, Indices(subscripts, scope, out bool alongLane));
        if (linear.Kind == ValueKind.Lane)
        {
            return isShared
                ? new Gather(array, new IntegerNumber(0), linear, new IntegerNumber(1), new IntegerNumber(0))
                : new Gather(array, RowOf(axes), linear, Stride, Step);
        }

        var address = isShared ? linear : AddressInSample(axes, linear);
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
        (IntegerNumber { Value: 1 }, _) => right,
        (_, IntegerNumber { Value: 1 }) => left,
        _ => new Infix("*", left, right, ValueKind.Integer),
    };

    private static Expression AsLane(Expression value) => value.Kind == ValueKind.Integer ? new FromInteger(value) : value;
}
