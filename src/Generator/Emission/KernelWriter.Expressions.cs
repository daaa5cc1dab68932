using System.Collections.Immutable;
using System.Globalization;
using LossGen.Generator.Lowering;

namespace LossGen.Generator.Emission;

/// <summary>Expressions, spelled side by side: the parts of one make no strings of their own.</summary>
internal sealed partial class KernelWriter
{
    private const int Primary = 100, Unary = 90, Choice = 5;

    private string Text(Expression expression) => Text(expression, 0);

    /// <summary>The expression, in parentheses where it binds looser than its surroundings.</summary>
    private string Text(Expression expression, int around)
    {
        if (expression is Use use)
            return Name(use.Variable);
        int start = _writer.Length;
        Spell(expression, around);
        return _writer.Take(start);
    }

    private void Spell(Expression expression, int around)
    {
        if (around == 0 || PrecedenceOf(expression) >= around)
        {
            Spell(expression);
            return;
        }

        _writer.Append('(');
        Spell(expression);
        _writer.Append(')');
    }

    private void Spell(Expression expression)
    {
        switch (expression)
        {
            // First what there is most of: it is asked kind by kind.
            case Use use: _writer.Append(Name(use.Variable)); break;
            case LaneCall call:
                _writer.Append("L.").Append(call.Member).Append('(');
                Spell(call.Arguments);
                _writer.Append(')');
                break;
            case Infix infix:
                int precedence = PrecedenceOf(infix.Operator);
                Spell(infix.Left, precedence);
                _writer.Append(' ').Append(infix.Operator).Append(' ');
                Spell(infix.Right, precedence + 1);
                break;
            case LaneNumber number: _writer.Append("L.Constant(").Append(KernelFile.Number(number.Value)).Append(')'); break;
            case LoadLane load:
                var lanes = LanesOf(load.Array);
                _writer.Append(lanes.LoadHead).Append(Array(load.Array)).Append(", ");
                Spell(load.Address);
                _writer.Append(lanes.LoadEnd);
                break;
            case IntegerNumber number: _writer.Append(number.Value.ToString(CultureInfo.InvariantCulture)); break;
            case LaneWidth: _writer.Append("L.Count"); break;
            case Truth truth: _writer.Append(truth.Value ? "true" : "false"); break;
            case ExtentOf extent: _writer.Append(_extents[extent.Axis]); break;
            case ParameterOf { Kind: ValueKind.Lane } parameter: _writer.Append("L.Constant(").Append(ParameterText.Number(parameter.Parameter, "call.")).Append(')'); break;
            case ParameterOf { Kind: ValueKind.Integer } parameter: _writer.Append("(nint)call.").Append(Names.Escape(parameter.Parameter.Name)); break;
            case ParameterOf or ParameterComparison: _writer.Append(ParameterText.Of(expression, "call.")); break;
            case Present present: _writer.Append("call.").Append(_call.Has(present.Parameter)); break;
            case Wanted wanted: _writer.Append("call.").Append(_call.Wants(wanted.Input)); break;
            case Scale: _writer.Append("L.Constant(call.").Append(_call.Scale).Append(')'); break;
            case HasUpstreams: _writer.Append("call.").Append(_call.HasUpstreams); break;
            case Prefix prefix:
                _writer.Append(prefix.Operator);
                Spell(prefix.Operand, Unary);
                break;
            case Conditional conditional:
                Spell(conditional.Condition, 2 * Choice);
                _writer.Append(" ? ");
                Spell(conditional.WhenTrue, Choice + 1);
                _writer.Append(" : ");
                Spell(conditional.WhenFalse, Choice + 1);
                break;
            case LoadBroadcast load: SpellCall("Edge.Broadcast<L, T>", load.Array, null, load.Address); break;
            case Gather gather: SpellCall("Labelled.Gather<L, T>", gather.Array, Here.Count, gather.Address, gather.Index, gather.Stride, gather.Step); break;
            case LoadLabel load: SpellCall("Labelled.At", load.Array, null, load.Address); break;
            case GatherLabels gather:
                SpellCall("Labelled.GatherLabels<L, T, TLabel>", gather.Array, Here.Count, gather.Address, gather.Index, gather.Length, gather.Stride, gather.Step);
                break;
            case LoadLabels load: SpellCall("Labelled.Load<L, T, TLabel>", load.Array, Here.Count, load.Address); break;
            case ListLength length:
                SpellCall("Labelled.Length", length.Array, null, length.Address, length.Extent, length.Stride, new IntegerNumber(length.Until));
                break;
            case ListLengths length:
                SpellCall("Labelled.Lengths<L, T, TLabel>", length.Array, Here.Count, length.Address, length.Extent, length.Stride, new IntegerNumber(length.Until));
                break;
            case Indices indices: SpellCall("L.Indices", indices.Index); break;
            case FromInteger convert: SpellCall("L.Constant", convert.Operand); break;
            case ToInteger convert: SpellCall("Edge.ToIndex<L, T>", convert.Operand, convert.Extent); break;
            case ToMask convert: SpellCall("Edge.Mask<L, T>", convert.Operand); break;
            case FromDouble convert: SpellCall("L.Constant", convert.Operand); break;
            default: throw new InvalidOperationException($"Emission has no case for {expression.GetType().Name}.");
        }
    }

    private void Spell(ImmutableArray<Expression> arguments)
    {
        for (int i = 0; i < arguments.Length; i++)
        {
            if (i > 0)
                _writer.Append(", ");
            Spell(arguments[i]);
        }
    }

    private void SpellCall(string method, params Expression[] arguments)
    {
        _writer.Append(method).Append('(');
        Spell(ImmutableArray.Create(arguments));
        _writer.Append(')');
    }

    /// <summary>A call that reads an array.</summary>
    /// <param name="count">What stands last, or null.</param>
    private void SpellCall(string method, KernelArray array, string? count, params Expression[] arguments)
    {
        _writer.Append(method).Append("(in ").Append(Array(array)).Append(", ");
        Spell(ImmutableArray.Create(arguments));
        if (count is not null)
            _writer.Append(", ").Append(count);
        _writer.Append(')');
    }

    private static int PrecedenceOf(Expression expression) => expression switch
    {
        Infix infix => PrecedenceOf(infix.Operator),
        Prefix or IntegerNumber { Value: < 0 } or ParameterOf { Kind: ValueKind.Integer } => Unary,
        Conditional => Choice,
        ParameterComparison => PrecedenceOf("=="),
        _ => Primary,
    };

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
