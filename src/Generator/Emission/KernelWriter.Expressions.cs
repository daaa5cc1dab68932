using LossGen.Generator.Lowering;

namespace LossGen.Generator.Emission;

internal sealed partial class KernelWriter
{
    private const int Primary = 100, Unary = 90;

    private string Text(Expression expression) => Text(expression, 0);

    /// <summary>The expression, in parentheses where it binds looser than its surroundings.</summary>
    private string Text(Expression expression, int around)
    {
        var (text, precedence) = Spell(expression);
        return precedence < around ? $"({text})" : text;
    }

    private (string Text, int Precedence) Spell(Expression expression) => expression switch
    {
        Use use => (Name(use.Variable), Primary),
        LaneNumber number => (Constant(number.Value), Primary),
        IntegerNumber number => (number.Value.ToString(System.Globalization.CultureInfo.InvariantCulture), number.Value < 0 ? Unary : Primary),
        LaneWidth => ("L.Count", Primary),
        Truth truth => (truth.Value ? "true" : "false", Primary),
        ExtentOf extent => (_extents[extent.Axis], Primary),
        ParameterOf { Kind: ValueKind.Lane } parameter => ($"L.Constant({ParameterText.Number(parameter.Parameter, "call.")})", Primary),
        ParameterOf { Kind: ValueKind.Integer } parameter => ($"(nint)call.{Names.Escape(parameter.Parameter.Name)}", Unary),
        ParameterOf parameter => (ParameterText.Of(parameter, "call."), Primary),
        Present present => ($"call.{_call.Has(present.Parameter)}", Primary),
        Wanted wanted => ($"call.{_call.Wants(wanted.Input)}", Primary),
        Scale => ($"L.Constant(call.{_call.Scale})", Primary),
        HasUpstreams => ($"call.{_call.HasUpstreams}", Primary),
        Infix infix => SpellInfix(infix),
        Prefix prefix => (prefix.Operator + Text(prefix.Operand, Unary), Unary),
        LaneCall { Arguments: [var only] } call => ("L." + call.Member + "(" + Text(only) + ")", Primary),
        LaneCall { Arguments: [var first, var second] } call => ($"L.{call.Member}({Text(first)}, {Text(second)})", Primary),
        LaneCall call => ($"L.{call.Member}({string.Join(", ", call.Arguments.Select(Text))})", Primary),
        Conditional conditional => ($"{Text(conditional.Condition, 10)} ? {Text(conditional.WhenTrue, 6)} : {Text(conditional.WhenFalse, 6)}", 5),
        ParameterComparison comparison => (ParameterText.Of(comparison, "call."), 40),
        LoadLane load => (LanesOf(load.Array).Load(Array(load.Array), Text(load.Address)), Primary),
        LoadBroadcast load => ($"Edge.Broadcast<L, T>(in {Array(load.Array)}, {Text(load.Address)})", Primary),
        Gather gather => ($"Labelled.Gather<L, T>(in {Array(gather.Array)}, {Text(gather.Address)}, {Text(gather.Index)}, {Text(gather.Stride)}, {Text(gather.Step)}, {Count})", Primary),
        LoadLabel load => ($"Labelled.At(in {Array(load.Array)}, {Text(load.Address)})", Primary),
        GatherLabels gather => (
            $"Labelled.GatherLabels<L, T, TLabel>(in {Array(gather.Array)}, {Text(gather.Address)}, {Text(gather.Index)}, {Text(gather.Length)}, {Text(gather.Stride)}, {Text(gather.Step)}, {Count})", Primary),
        LoadLabels load => ($"Labelled.Load<L, T, TLabel>(in {Array(load.Array)}, {Text(load.Address)}, {Count})", Primary),
        ListLength length => ($"Labelled.Length(in {Array(length.Array)}, {Text(length.Address)}, {Text(length.Extent)}, {Text(length.Stride)}, {length.Until})", Primary),
        ListLengths length => ($"Labelled.Lengths<L, T, TLabel>(in {Array(length.Array)}, {Text(length.Address)}, {Text(length.Extent)}, {Text(length.Stride)}, {length.Until}, {Count})", Primary),
        Indices indices => ($"L.Indices({Text(indices.Index)})", Primary),
        FromInteger convert => ($"L.Constant({Text(convert.Operand)})", Primary),
        ToInteger convert => ($"Edge.ToIndex<L, T>({Text(convert.Operand)}, {Text(convert.Extent)})", Primary),
        ToMask convert => ($"Edge.Mask<L, T>({Text(convert.Operand)})", Primary),
        FromDouble convert => ($"L.Constant({Text(convert.Operand)})", Primary),
        _ => throw new InvalidOperationException($"Emission has no case for {expression.GetType().Name}."),
    };

    private (string Text, int Precedence) SpellInfix(Infix infix)
    {
        int precedence = PrecedenceOf(infix.Operator);
        return ($"{Text(infix.Left, precedence)} {infix.Operator} {Text(infix.Right, precedence + 1)}", precedence);
    }

    /// <summary>How tightly an operator of two operands binds.</summary>
    public static int PrecedenceOf(string @operator) => @operator switch
    {
        "*" or "/" => 70,
        "+" or "-" => 60,
        "<" or ">" or "<=" or ">=" => 50,
        "==" or "!=" => 40,
        "&" => 30,
        "|" => 25,
        "&&" => 20,
        _ => 15,
    };
}
