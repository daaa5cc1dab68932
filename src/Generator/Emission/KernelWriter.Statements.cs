using System.Collections.Immutable;
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
                _writer.Line($"// {comment.Print(_printer, _nameOf, _nameOfArray)}");
                break;
            case Let let:
                Line($"{Type(let.Variable.Kind)} {let.Variable} = {let.Value};");
                break;
            case LetFamily family:
                Line($"L {family.First} = L.{family.Member}({family.Argument}, {string.Join(", ", family.Others.Select(other => other is null ? "out _" : $"out L {Name(other)}"))});");
                break;
            case Declare { Start: null } declare:
                Line($"{Type(declare.Variable.Kind)} {declare.Variable};");
                break;
            case Declare { Start: LaneNumber { Value: 0 } } declare:
                Line($"{Type(declare.Variable.Kind)} {declare.Variable} = {(declare.Variable.Kind == ValueKind.Double ? "0" : "default")};");
                break;
            case Declare declare:
                Line($"{Type(declare.Variable.Kind)} {declare.Variable} = {declare.Start!};");
                break;
            case Assign assign:
                Line($"{assign.Variable} = {assign.Value};");
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
                var lanes = LanesOf(store.Array);
                Line($"{lanes.StoreHead}{store.Value}, ref {store.Array}, {store.Address}{lanes.LoadEnd};");
                break;
            case Store store:
                Line($"Unsafe.Add(ref {store.Array}, {store.Address}) = L.ToScalar({store.Value});");
                break;
            case AddTo { IsLane: true } add:
                Line($"Edge.Add<L, T>({add.Value}, ref {add.Array}, {add.Address}, {Here.Count});");
                break;
            case AddTo add:
                Line($"Unsafe.Add(ref {add.Array}, {add.Address}) += L.ToScalar({add.Value});");
                break;
            case AddSum add:
                Line($"Unsafe.Add(ref {add.Array}, {add.Address}) += T.CreateTruncating(L.Sum({new Kept(add.Value, Here)}));");
                break;
            case Scatter scatter:
                string member = scatter.IsAdded ? "ScatterAdd" : "Scatter";
                Line($"Labelled.{member}<L, T>({scatter.Value}, ref {scatter.Array}, {scatter.Address}, {scatter.Index}, {scatter.Stride}, {scatter.Step}, {Here.Count});");
                break;
            case Clear clear:
                WriteClear(clear);
                break;
            case AddRow add:
                Line($"Edge.AddRow<L, T>(in {add.Row}, ref {add.Array}, {add.Address}, {add.Length});");
                break;
            case Mark mark:
                Line($"Labelled.Mark(ref {mark.Membership}, in {mark.List}, {mark.Address}, {mark.Length}, {(mark.On ? "true" : "false")});");
                break;
            case Finish finish:
                WriteFinish(finish);
                break;
            case Violation violation:
                WriteViolation(violation);
                break;
            case Remember remember:
                Line($"{remember.Variable} = L.{remember.Extreme}({new Kept(remember.Value, Here, double.NaN)}, {remember.Variable});");
                break;
            case Skip:
                _writer.Line("continue;");
                break;
            default:
                throw new InvalidOperationException($"Emission has no case for {statement.GetType().Name}.");
        }
    }

    private void WriteViolation(Violation violation) =>
        Line($"{violation.Mask} |= {Here.KeepMask(precedence => Text(violation.Outside, precedence))};");

    /// <summary>What there is of a lane; all of it where no loop goes by lanes.</summary>
    private Lanes Here => _lanes.Count > 0 ? _lanes.Peek() : Lanes.Whole;

    /// <summary>What is kept per lane in scratch is whole, whatever the count.</summary>
    private Lanes LanesOf(KernelArray array) =>
        array.Role == ArrayRole.Scratch && !IsRows ? Lanes.Whole : Here;

    private void WriteIf(If first)
    {
        var branches = _writer.OpenBranches(Declares(first));
        string lead = "";
        for (If? next = first; next is not null; next = Chained(next))
        {
            Line($"{lead}if ({next.Condition})");
            branches.Open();
            Write(next.Then);
            branches.Close();
            lead = "else ";
            if (next.Else is null || Chained(next) is not null)
                continue;
            branches.Open("else");
            Write(next.Else);
            branches.Close();
        }

        branches.End();
    }

    /// <summary>The if that is all of an else.</summary>
    private static If? Chained(If @if) => @if.Else?.Statements is [If chained] ? chained : null;

    /// <summary>Whether one of the branches declares something.</summary>
    private static bool Declares(If @if) =>
        Declares(@if.Then) || (Chained(@if) is { } chained ? Declares(chained) : @if.Else is not null && Declares(@if.Else));

    /// <summary>Whether there is a declaration among its statements, which has to stand in braces.</summary>
    private static bool Declares(Block block) => block.Statements.Exists(static statement => statement is Let or LetFamily or Declare);

    private void WriteAccumulate(Accumulate accumulate)
    {
        var lanes = accumulate.InLaneLoop ? Here : Lanes.Whole;
        var sum = accumulate.Variable;
        if (lanes.IsWhole && accumulate.Product is { } product)
        {
            Line($"{sum} = L.MulAdd({product.Left}, {product.Right}, {sum});");
            return;
        }

        double identity = accumulate.Kind switch
        {
            ReduceKind.Product => 1,
            ReduceKind.Max => double.NegativeInfinity,
            ReduceKind.Min => double.PositiveInfinity,
            _ => 0,
        };
        var added = accumulate.Where is null
            ? accumulate.Value
            : new LaneCall("Select", ImmutableArray.Create(accumulate.Where, accumulate.Value, new LaneNumber(identity)), ValueKind.Lane);
        var value = new Kept(added, lanes, identity);
        if (accumulate.Kind == ReduceKind.Sum)
            Line($"{sum} += {value};");
        else if (accumulate.Kind == ReduceKind.Product)
            Line($"{sum} *= {value};");
        else
            // The new value first: it is the first that is looked at for NaN, and that must not wait for all before it.
            Line($"{sum} = L.{accumulate.Kind.ToString()}({value}, {sum});");
    }

    private void WriteClear(Clear clear)
    {
        bool isAsked = clear.Array.Role == ArrayRole.Losses;
        if (isAsked)
            _writer.Line($"if ({_storesLosses})");
        Line($"{(isAsked ? "    " : "")}Labelled.Clear(ref {clear.Array}, {clear.Address}, {clear.Length});");
    }

    private void WriteFinish(Finish finish)
    {
        if (finish.Value is not null)
        {
            var loss = finish.Value as Use;
            if (loss is null)
            {
                loss = new(new("loss", ValueKind.Lane));
                Line($"L {loss} = {finish.Value};");
            }

            string? sum = _kernel.Mode == LaneMode.Samples ? _lossSum : finish.Sum is null ? null : Name(finish.Sum);
            if (sum is null)
                Line($"{KernelBuilder.Numerator} += Edge.ToDouble<L, T>({loss});");
            else
                Line($"{sum} += {new Kept(loss, Here)};");
            if (_kernel.Kind == KernelKind.Value)
            {
                var losses = _kernel.Arrays.First(static a => a.Role == ArrayRole.Losses);
                _writer.Line($"if ({_storesLosses})");
                if (finish.IsLane)
                    Line($"    {Here.StoreHead}{loss}, ref {losses}, {finish.Address}{Here.LoadEnd};");
                else
                    Line($"    Unsafe.Add(ref {losses}, {finish.Address}) = L.ToScalar({loss});");
            }
        }

        if (finish.Divisor is null)
            return;
        if (_kernel.Mode == LaneMode.Samples)
            Line($"{_divisorSum} += {new Kept(finish.Divisor, Here)};");
        else
            Line($"{_divisor} += Edge.ToDouble<L, T>({finish.Divisor});");
    }

    private static string Type(ValueKind kind) => kind switch
    {
        ValueKind.Bool => "bool",
        ValueKind.Integer => "nint",
        ValueKind.Double => "double",
        _ => "L",
    };

    private string Name(Variable variable) => _known.Of(variable);
}
