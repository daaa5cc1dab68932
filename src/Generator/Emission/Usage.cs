using LossGen.Generator.Binding;
using LossGen.Generator.Lowering;

namespace LossGen.Generator.Emission;

/// <summary>What the text of a kernel mentions, so that nothing is declared that isn't used.</summary>
internal sealed class Usage
{
    /// <summary>Of those that are declared where they are used, which a kernel doesn't do itself.</summary>
    private static readonly Variable[] Positions = [KernelBuilder.Sample, KernelBuilder.Offset, KernelBuilder.Inner, KernelBuilder.First, KernelBuilder.Room];

    private readonly HashSet<Variable> _variables = [];
    private readonly HashSet<Variable> _declared = [];
    private readonly List<Variable> _free = [];
    private readonly HashSet<(ArrayRole Role, string Name)> _arrays = [];
    private readonly List<KernelArray> _arraysInOrder = [];
    private readonly HashSet<(ArrayRole Role, string Name)> _written = [];
    private readonly List<BoundAxis> _axes = [];
    private readonly HashSet<string> _parameters = new(StringComparer.Ordinal);

    private Usage()
    {
    }

    public IReadOnlyList<BoundAxis> Axes => _axes;

    /// <param name="variable">One of the positions.</param>
    public bool Uses(Variable variable) => _variables.Contains(variable);

    public bool Uses(KernelArray array) => _arrays.Contains((array.Role, array.Name));

    /// <summary>Each once, in the order of their first use.</summary>
    public IReadOnlyList<KernelArray> Arrays => _arraysInOrder;

    public bool Writes(KernelArray array) => _written.Contains((array.Role, array.Name));

    /// <summary>The variables that are declared elsewhere, in the order of their first use.</summary>
    public IReadOnlyList<Variable> Free => _free;

    /// <summary>Whether parameters, or what the caller asked for, are read from the call.</summary>
    public bool ReadsCall { get; private set; }

    public static Usage Of(Loop loop)
    {
        var usage = new Usage();
        usage.Visit(loop);
        return usage;
    }

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

    private void Add(KernelArray array)
    {
        if (_arrays.Add((array.Role, array.Name)))
            _arraysInOrder.Add(array);
    }

    private void Write(KernelArray array)
    {
        Add(array);
        _written.Add((array.Role, array.Name));
    }

    private void Read(BoundParameter parameter)
    {
        _parameters.Add(parameter.Name);
        ReadsCall = true;
    }

    private void Visit(Block block)
    {
        foreach (var statement in block.Statements)
            Visit(statement);
    }

    private void Visit(Statement statement)
    {
        switch (statement)
        {
            case Let let: Visit(let.Value); _declared.Add(let.Variable); break;
            case LetFamily family: Visit(family.Argument); _declared.Add(family.First); _declared.UnionWith(family.Others.OfType<Variable>()); break;
            case Declare declare: Visit(declare.Start); _declared.Add(declare.Variable); break;
            case Assign assign: Visit(assign.Value); break;
            case If @if:
                Visit(@if.Condition);
                Visit(@if.Then);
                if (@if.Else is not null)
                    Visit(@if.Else);
                break;
            case Loop loop:
                Visit(loop.First);
                Visit(loop.Extent);
                _declared.Add(loop.Index);
                _declared.UnionWith(loop.Counters);
                if (loop.Several is not null)
                    Visit(loop.Several.Body);
                Visit(loop.Body);
                break;
            case Accumulate accumulate: Visit(accumulate.Where); Visit(accumulate.Value); break;
            case Store store: Write(store.Array); Visit(store.Address); Visit(store.Value); break;
            case AddTo add: Write(add.Array); Visit(add.Address); Visit(add.Value); break;
            case AddSum add: Write(add.Array); Visit(add.Address); Visit(add.Value); break;
            case Scatter scatter: Write(scatter.Array); Visit(scatter.Address); Visit(scatter.Index); Visit(scatter.Stride); Visit(scatter.Step); Visit(scatter.Value); break;
            case Clear clear: Write(clear.Array); Visit(clear.Address); Visit(clear.Length); break;
            case AddRow add: Add(add.Row); Write(add.Array); Visit(add.Address); Visit(add.Length); break;
            case Mark mark: Write(mark.Membership); Add(mark.List); Visit(mark.Address); Visit(mark.Length); break;
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
                if (!_declared.Contains(use.Variable) && !_free.Contains(use.Variable))
                    _free.Add(use.Variable);
                break;
            case ExtentOf extent: Add(extent.Axis); break;
            case ParameterOf parameter: Read(parameter.Parameter); break;
            case ParameterDouble { Parameter: { } parameter }: Read(parameter); break;
            case ParameterComparison comparison: Visit(comparison.Left); Visit(comparison.Right); break;
            case Present present: Read(present.Parameter); break;
            case Wanted or Scale or HasUpstreams: ReadsCall = true; break;
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
