using LossGen.Generator.Algebra;
using LossGen.Generator.Lowering;

namespace LossGen.Generator.Emission;

/// <summary>Statements as lines.</summary>
internal sealed partial class KernelWriter
{
    private void Write(Block block)
    {
        foreach (var statement in block.Statements)
            Write(statement);
    }

    private void Write(Statement statement)
    {
        switch (statement)
        {
            case Comment comment:
                _writer.Line($"// {comment.Print(_printer, Name, Array)}");
                break;
            case Let let:
                string value = Text(let.Value);
                _writer.Line($"{Type(let.Variable.Kind)} {Name(let.Variable)} = {value};");
                break;
            case LetFamily family:
                string argument = Text(family.Argument);
                _writer.Line($"L {Name(family.First)} = L.{family.Member}({argument}, {string.Join(", ", family.Others.Select(other => other is null ? "out _" : $"out L {Name(other)}"))});");
                break;
            case Declare { Start: null } declare:
                _writer.Line($"{Type(declare.Variable.Kind)} {Name(declare.Variable)};");
                break;
            case Declare declare:
                string start = declare.Start is LaneNumber { Value: 0 } ? declare.Variable.Kind == ValueKind.Double ? "0" : "default" : Text(declare.Start);
                _writer.Line($"{Type(declare.Variable.Kind)} {Name(declare.Variable)} = {start};");
                break;
            case Assign assign:
                _writer.Line($"{Name(assign.Variable)} = {Text(assign.Value)};");
                break;
            case If @if:
                WriteIf(@if);
                break;
            case Loop loop:
                WriteLoop(loop);
                break;
            case Accumulate accumulate:
                WriteAccumulate(accumulate);
                break;
            case Store { IsLane: true } store:
                _writer.Line(LanesOf(store.Array).Store(Text(store.Value), Array(store.Array), Text(store.Address)));
                break;
            case Store store:
                _writer.Line($"Unsafe.Add(ref {Array(store.Array)}, {Text(store.Address)}) = L.ToScalar({Text(store.Value)});");
                break;
            case AddTo { IsLane: true } add:
                _writer.Line($"Edge.Add<L, T>({Text(add.Value)}, ref {Array(add.Array)}, {Text(add.Address)}, {Count});");
                break;
            case AddTo add:
                _writer.Line($"Unsafe.Add(ref {Array(add.Array)}, {Text(add.Address)}) += L.ToScalar({Text(add.Value)});");
                break;
            case AddSum add:
                _writer.Line($"Unsafe.Add(ref {Array(add.Array)}, {Text(add.Address)}) += T.CreateTruncating(L.Sum({_lanes.Peek().Keep(Text(add.Value))}));");
                break;
            case Scatter scatter:
                string member = scatter.IsAdded ? "ScatterAdd" : "Scatter";
                _writer.Line($"Labelled.{member}<L, T>({Text(scatter.Value)}, ref {Array(scatter.Array)}, {Text(scatter.Address)}, {Text(scatter.Index)}, {Text(scatter.Stride)}, {Text(scatter.Step)}, {Count});");
                break;
            case Clear clear:
                WriteClear(clear);
                break;
            case AddRow add:
                _writer.Line($"Edge.AddRow<L, T>(in {Array(add.Row)}, ref {Array(add.Array)}, {Text(add.Address)}, {Text(add.Length)});");
                break;
            case Mark mark:
                _writer.Line($"Labelled.Mark(ref {Array(mark.Membership)}, in {Array(mark.List)}, {Text(mark.Address)}, {Text(mark.Length)}, {(mark.On ? "true" : "false")});");
                break;
            case Finish finish:
                WriteFinish(finish);
                break;
            case Violation violation:
                WriteViolation(violation);
                break;
            case Remember remember:
                string seen = Text(remember.Value);
                _writer.Line($"{Name(remember.Variable)} = L.{remember.Extreme}({(_lanes.Count > 0 ? _lanes.Peek().Keep(seen, double.NaN) : seen)}, {Name(remember.Variable)});");
                break;
            case Skip:
                _writer.Line("continue;");
                break;
            default:
                throw new InvalidOperationException($"Emission has no case for {statement.GetType().Name}.");
        }
    }

    private void WriteViolation(Violation violation)
    {
        var lanes = _lanes.Count > 0 ? _lanes.Peek() : Lanes.Whole;
        _writer.Line($"{Name(violation.Mask)} |= {lanes.KeepMask(precedence => Text(violation.Outside, precedence))};");
    }

    /// <summary>What is kept per lane in scratch is whole, whatever the count.</summary>
    private Lanes LanesOf(KernelArray array) =>
        array.Role == ArrayRole.Scratch && !IsRows ? Lanes.Whole : _lanes.Peek();

    /// <summary>How many elements of the lane there are.</summary>
    private string Count => _lanes.Count > 0 ? _lanes.Peek().Count : Lanes.Whole.Count;

    private void WriteIf(If first)
    {
        var branches = new List<(string Head, Block Body)>();
        for (If? next = first; next is not null; next = next.Else?.Statements is [If chained] ? chained : null)
        {
            branches.Add(($"{(branches.Count == 0 ? "" : "else ")}if ({Text(next.Condition)})", next.Then));
            if (next.Else is { } rest && rest.Statements is not [If])
                branches.Add(("else", rest));
        }

        _writer.Branches(branches.ConvertAll<(string, Action)>(branch => (branch.Head, () => Write(branch.Body))), branches.Exists(static branch => Declares(branch.Body)));
    }

    /// <summary>Whether there is a declaration among its statements, which has to stand in braces.</summary>
    private static bool Declares(Block block) => block.Statements.Exists(static statement => statement is Let or LetFamily or Declare);

    private void WriteAccumulate(Accumulate accumulate)
    {
        string value = Text(accumulate.Value), name = Name(accumulate.Variable);
        bool isKept = accumulate.InLaneLoop && !_lanes.Peek().IsWhole;
        if (!isKept && accumulate.Product is { } product)
        {
            _writer.Line($"{name} = L.MulAdd({Text(product.Left)}, {Text(product.Right)}, {name});");
            return;
        }

        double identity = accumulate.Kind switch
        {
            ReduceKind.Product => 1,
            ReduceKind.Max => double.NegativeInfinity,
            ReduceKind.Min => double.PositiveInfinity,
            _ => 0,
        };
        if (accumulate.Where is not null)
            value = $"L.Select({Text(accumulate.Where)}, {value}, {Constant(identity)})";
        if (isKept)
            value = _lanes.Peek().Keep(value, identity);
        _writer.Line(accumulate.Kind switch
        {
            ReduceKind.Sum => $"{name} += {value};",
            ReduceKind.Product => $"{name} *= {value};",
            // The new value first: it is the first that is looked at for NaN, and that must not wait for all before it.
            _ => $"{name} = L.{accumulate.Kind}({value}, {name});",
        });
    }

    private void WriteClear(Clear clear)
    {
        string text = $"Labelled.Clear(ref {Array(clear.Array)}, {Text(clear.Address)}, {Text(clear.Length)});";
        if (clear.Array.Role == ArrayRole.Losses)
        {
            _writer.Line($"if ({_storesLosses})");
            text = "    " + text;
        }

        _writer.Line(text);
    }

    private void WriteFinish(Finish finish)
    {
        if (finish.Value is not null)
        {
            string loss = Text(finish.Value);
            if (finish.Value is not Use)
            {
                string name = _names.Take("loss");
                _writer.Line($"L {name} = {loss};");
                loss = name;
            }

            string? sum = _kernel.Mode == LaneMode.Samples ? _lossSum : finish.Sum is null ? null : Name(finish.Sum);
            _writer.Line(sum is null
                ? $"{Name(KernelBuilder.Numerator)} += Edge.ToDouble<L, T>({loss});"
                : $"{sum} += {_lanes.Peek().Keep(loss)};");
            if (_kernel.Kind == KernelKind.Value)
            {
                string losses = Array(_kernel.Arrays.First(static a => a.Role == ArrayRole.Losses)), address = Text(finish.Address);
                _writer.Line($"if ({_storesLosses})");
                _writer.Line(finish.IsLane
                    ? "    " + _lanes.Peek().Store(loss, losses, address)
                    : $"    Unsafe.Add(ref {losses}, {address}) = L.ToScalar({loss});");
            }
        }

        if (finish.Divisor is not null)
        {
            string divisor = Text(finish.Divisor);
            _writer.Line(_kernel.Mode == LaneMode.Samples
                ? $"{_divisorSum} += {_lanes.Peek().Keep(divisor)};"
                : $"{_divisor} += Edge.ToDouble<L, T>({divisor});");
        }
    }

    private static string Type(ValueKind kind) => kind switch
    {
        ValueKind.Bool => "bool",
        ValueKind.Integer => "nint",
        ValueKind.Double => "double",
        _ => "L",
    };

    private string Name(Variable variable)
    {
        if (!_variables.TryGetValue(variable, out string? name))
            _variables.Add(variable, name = _names.Take(variable.Hint));
        return name;
    }

    private static string Constant(double value) => $"L.Constant({KernelFile.Number(value)})";
}
