using LossGen.Generator.Binding;
using LossGen.Generator.Lowering;

namespace LossGen.Generator.Emission;

/// <summary>What the text of a kernel mentions, so that nothing is declared that isn't used.</summary>
internal sealed class Usage
{
    /// <summary>Of those that are declared where they are used, which a kernel doesn't do itself.</summary>
    private static readonly Variable[] Positions = [KernelBuilder.Sample, KernelBuilder.Offset, KernelBuilder.Inner, KernelBuilder.First, KernelBuilder.Room];

    private readonly HashSet<Variable> _variables = [];
    private readonly HashSet<(ArrayRole Role, string Name)> _arrays = [];
    private readonly List<BoundAxis> _axes = [];
    private readonly HashSet<string> _parameters = new(StringComparer.Ordinal);

    private Usage()
    {
    }

    public IReadOnlyList<BoundAxis> Axes => _axes;

    /// <param name="variable">One of the positions.</param>
    public bool Uses(Variable variable) => _variables.Contains(variable);

    public bool Uses(KernelArray array) => _arrays.Contains((array.Role, array.Name));

    public static Usage Of(Kernel kernel)
    {
        var usage = new Usage();
        foreach (var axes in kernel.ScratchAxes)
            foreach (var axis in axes)
                usage.Add(axis);
        usage.Visit(kernel.Preamble);
        usage.Visit(kernel.RowStart);
        usage.Visit(kernel.RowEnd);
        usage.Visit(kernel.Body);
        if (kernel.Kind == KernelKind.Value)
            usage._arrays.Add((ArrayRole.Losses, "losses"));
        return usage;
    }

    /// <summary>The names of the parameters that some kernel reads or is chosen by.</summary>
    public static HashSet<string> ParametersOf(Program program)
    {
        var usage = new Usage();
        foreach (var kernel in program.Sides?.Kernel is { } sides ? program.Kernels.Append(sides) : program.Kernels)
            usage._parameters.UnionWith(Of(kernel)._parameters);
        foreach (var variant in program.Rows.Concat(program.Columns).Concat(program.Shared.SelectMany(static s => s.Variants)))
            usage.VisitChoice(variant);
        return usage._parameters;
    }

    private void VisitChoice(Variant variant)
    {
        if (variant is not ByParameter choice)
            return;
        Visit(choice.Condition);
        VisitChoice(choice.WhenTrue);
        VisitChoice(choice.WhenFalse);
    }

    private void Add(BoundAxis axis)
    {
        if (!_axes.Contains(axis))
            _axes.Add(axis);
    }

    private void Add(KernelArray array) => _arrays.Add((array.Role, array.Name));

    private void Visit(Block block)
    {
        foreach (var statement in block.Statements)
            Visit(statement);
    }

    private void Visit(Statement statement)
    {
        switch (statement)
        {
            case Let let: Visit(let.Value); break;
            case LetFamily family: Visit(family.Argument); break;
            case Declare { Start: { } start }: Visit(start); break;
            case Assign assign: Visit(assign.Value); break;
            case If @if:
                Visit(@if.Condition);
                Visit(@if.Then);
                if (@if.Else is not null)
                    Visit(@if.Else);
                break;
            case Loop loop: Visit(loop.Extent); Visit(loop.Body); break;
            case Accumulate accumulate: Visit(accumulate.Where); Visit(accumulate.Value); break;
            case Store store: Add(store.Array); Visit(store.Address); Visit(store.Value); break;
            case AddTo add: Add(add.Array); Visit(add.Address); Visit(add.Value); break;
            case AddSum add: Add(add.Array); Visit(add.Address); Visit(add.Value); break;
            case Scatter scatter: Add(scatter.Array); Visit(scatter.Address); Visit(scatter.Index); Visit(scatter.Stride); Visit(scatter.Step); Visit(scatter.Value); break;
            case Clear clear: Add(clear.Array); Visit(clear.Address); Visit(clear.Length); break;
            case AddRow add: Add(add.Row); Add(add.Array); Visit(add.Address); Visit(add.Length); break;
            case Mark mark: Add(mark.Membership); Add(mark.List); Visit(mark.Address); Visit(mark.Length); break;
            case Finish finish: Visit(finish.Value); Visit(finish.Divisor); Visit(finish.Address); break;
            case Remember remember: Visit(remember.Value); break;
            case Violation violation: Visit(violation.Outside); break;
        }
    }

    private void Visit(Expression? expression)
    {
        switch (expression)
        {
            case Use use:
                if (Array.IndexOf(Positions, use.Variable) >= 0)
                    _variables.Add(use.Variable);
                break;
            case ExtentOf extent: Add(extent.Axis); break;
            case ParameterOf parameter: _parameters.Add(parameter.Parameter.Name); break;
            case ParameterDouble { Parameter: { } parameter }: _parameters.Add(parameter.Name); break;
            case ParameterComparison comparison: Visit(comparison.Left); Visit(comparison.Right); break;
            case Present present: _parameters.Add(present.Parameter.Name); break;
            case Infix infix: Visit(infix.Left); Visit(infix.Right); break;
            case Prefix prefix: Visit(prefix.Operand); break;
            case LaneCall call:
                foreach (var argument in call.Arguments)
                    Visit(argument);
                break;
            case Conditional conditional: Visit(conditional.Condition); Visit(conditional.WhenTrue); Visit(conditional.WhenFalse); break;
            case LoadLane load: Add(load.Array); Visit(load.Address); break;
            case LoadBroadcast load: Add(load.Array); Visit(load.Address); break;
            case Gather gather: Add(gather.Array); Visit(gather.Address); Visit(gather.Index); Visit(gather.Stride); Visit(gather.Step); break;
            case LoadLabel load: Add(load.Array); Visit(load.Address); break;
            case GatherLabels gather: Add(gather.Array); Visit(gather.Address); Visit(gather.Index); Visit(gather.Length); Visit(gather.Stride); Visit(gather.Step); break;
            case LoadLabels load: Add(load.Array); Visit(load.Address); break;
            case ListLength length: Add(length.Array); Visit(length.Address); Visit(length.Extent); Visit(length.Stride); break;
            case ListLengths length: Add(length.Array); Visit(length.Address); Visit(length.Extent); Visit(length.Stride); break;
            case Indices indices: Visit(indices.Index); break;
            case FromInteger convert: Visit(convert.Operand); break;
            case ToInteger convert: Visit(convert.Operand); Visit(convert.Extent); break;
            case ToMask convert: Visit(convert.Operand); break;
            case FromDouble convert: Visit(convert.Operand); break;
        }
    }
}
