using LossGen.Generator.Binding;
using LossGen.Generator.Lowering;

namespace LossGen.Generator.Emission;

/// <summary>What the text of a kernel mentions, so that nothing is declared that isn't used.</summary>
internal sealed class Usage
{
    /// <summary>Of those that are declared where they are used, which a kernel doesn't do itself.</summary>
    private static readonly Variable[] Positions = [KernelBuilder.Sample, KernelBuilder.Offset, KernelBuilder.Inner, KernelBuilder.First, KernelBuilder.Room];

    private readonly bool[] _usesPosition = new bool[Positions.Length];

    /// <summary>Of a loop, what is declared inside; null where nobody asks what isn't.</summary>
    private readonly HashSet<Variable>? _declared;

    private readonly List<Variable> _free = [];

    // A kernel has few arrays, axes and parameters: sets would take longer.
    private readonly List<KernelArray> _arrays = [];
    private readonly List<KernelArray> _written = [];
    private readonly List<BoundAxis> _axes = [];
    private readonly List<string> _parameters = [];

    private Usage(HashSet<Variable>? declared) => _declared = declared;

    public IReadOnlyList<BoundAxis> Axes => _axes;

    /// <summary>The names of those that are read from the call.</summary>
    public IReadOnlyList<string> Parameters => _parameters;

    /// <param name="variable">One of the positions.</param>
    public bool Uses(Variable variable) => _usesPosition[PositionOf(variable)];

    /// <summary>Which of the positions it is, or -1. Asked of every variable that is used: none but itself is equal to one.</summary>
    private static int PositionOf(Variable variable)
    {
        // Most are lanes.
        if (variable.Kind != ValueKind.Integer)
            return -1;
        for (int i = 0; i < Positions.Length; i++)
            if (ReferenceEquals(Positions[i], variable))
                return i;
        return -1;
    }

    public bool Uses(KernelArray array) => Has(_arrays, array);

    /// <summary>Each once, in the order of their first use.</summary>
    public IReadOnlyList<KernelArray> Arrays => _arrays;

    public bool Writes(KernelArray array) => Has(_written, array);

    /// <summary>Of a loop the variables that are declared elsewhere, in the order of their first use.</summary>
    public IReadOnlyList<Variable> Free => _free;

    /// <summary>Whether parameters, or what the caller asked for, are read from the call.</summary>
    public bool ReadsCall { get; private set; }

    public static Usage Of(Loop loop)
    {
        var usage = new Usage([]);
        usage.Visit(loop);
        return usage;
    }

    public static Usage Of(Kernel kernel)
    {
        var usage = new Usage(null);
        foreach (var axes in kernel.ScratchAxes)
            foreach (var axis in axes)
                usage.Add(axis);
        usage.Visit(kernel.Preamble);
        usage.Visit(kernel.RowStart);
        usage.Visit(kernel.RowEnd);
        usage.Visit(kernel.Body);
        if (kernel.Kind == KernelKind.Value)
            usage.Add(kernel.Arrays.First(static array => array.Role == ArrayRole.Losses));
        return usage;
    }

    /// <summary>What a choice of kernels asks.</summary>
    public static Usage Of(Variant variant)
    {
        var usage = new Usage(null);
        usage.VisitChoice(variant);
        return usage;
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
        if (!Has(_arrays, array))
            _arrays.Add(array);
    }

    private void Write(KernelArray array)
    {
        Add(array);
        if (!Has(_written, array))
            _written.Add(array);
    }

    private static bool Has(List<KernelArray> arrays, KernelArray array)
    {
        foreach (var known in arrays)
            if (AreSame(known, array))
                return true;
        return false;
    }

    /// <summary>Whether they are the same span of the call.</summary>
    public static bool AreSame(KernelArray one, KernelArray other) =>
        ReferenceEquals(one, other) || one.Role == other.Role && one.Name == other.Name;

    private void Read(BoundParameter parameter)
    {
        if (!_parameters.Contains(parameter.Name))
            _parameters.Add(parameter.Name);
        ReadsCall = true;
    }

    private void Declares(Variable variable) => _declared?.Add(variable);

    private void Reads(Variable variable)
    {
        int position = PositionOf(variable);
        if (position >= 0)
            _usesPosition[position] = true;
        if (_declared is not null && !_declared.Contains(variable) && !_free.Contains(variable))
            _free.Add(variable);
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
            case Let let: Visit(let.Value); Declares(let.Variable); break;
            case LetFamily family:
                Visit(family.Argument);
                Declares(family.First);
                foreach (var other in family.Others)
                    if (other is not null)
                        Declares(other);
                break;
            case Declare declare: Visit(declare.Start); Declares(declare.Variable); break;
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
                Declares(loop.Index);
                foreach (var counter in loop.Counters)
                    Declares(counter);
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
            // First what there is most of: it is asked kind by kind.
            case Use use: Reads(use.Variable); break;
            case LaneCall call:
                foreach (var argument in call.Arguments)
                    Visit(argument);
                break;
            case Infix infix: Visit(infix.Left); Visit(infix.Right); break;
            case LaneNumber: break;
            case LoadLane load: Add(load.Array); Visit(load.Address); break;
            case ExtentOf extent: Add(extent.Axis); break;
            case ParameterOf parameter: Read(parameter.Parameter); break;
            case ParameterDouble { Parameter: { } parameter }: Read(parameter); break;
            case ParameterComparison comparison: Visit(comparison.Left); Visit(comparison.Right); break;
            case Present present: Read(present.Parameter); break;
            case Wanted or Scale or HasUpstreams: ReadsCall = true; break;
            case Prefix prefix: Visit(prefix.Operand); break;
            case Conditional conditional: Visit(conditional.Condition); Visit(conditional.WhenTrue); Visit(conditional.WhenFalse); break;
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
