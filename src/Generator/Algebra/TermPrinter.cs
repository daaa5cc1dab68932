using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using LossGen.Generator.Binding;
using LossGen.Generator.Functions;

namespace LossGen.Generator.Algebra;

/// <summary>
/// Terms as formulas that a person wrote: an index is called by the small letter of its axis, sums show their minus signs,
/// products their fractions.
/// </summary>
internal sealed class TermPrinter
{
    private enum Level { Lowest, Or, And, Not, Comparison, Sum, Product, Unary, Power, Atom }

    private readonly HashSet<string> _taken;
    private readonly Dictionary<Binder, string> _names = [];

    /// <param name="loss">The names that an index may not take.</param>
    public TermPrinter(BoundLoss loss)
    {
        _taken = new HashSet<string>(loss.Inputs.Select(input => input.Name), StringComparer.Ordinal);
        _taken.UnionWith(loss.Parameters.Select(parameter => parameter.Name));
        _taken.UnionWith(loss.Axes.Select(axis => axis.Name));
        _taken.Add("e");
    }

    public string Print(Term term) => Print(term, Level.Lowest);

    /// <summary>A piece as an assignment: <c>x[c] where c != y: value</c>.</summary>
    public string Print(BoundInput input, Piece piece)
    {
        string position = piece.Subscripts.IsEmpty ? input.Name : $"{input.Name}[{List(piece.Subscripts)}]";
        string binders = piece.Binders.Any(binder => !piece.Subscripts.Any(subscript => subscript is IndexTerm index && index.Binder == binder))
            ? $" for {string.Join(", ", piece.Binders.Select(Name))}"
            : "";
        string condition = piece.Condition == null ? "" : $" where {Print(piece.Condition)}";
        return $"{position}{binders}{condition}: {Print(piece.Value)}";
    }

    /// <summary>The name of a binder: the axis's letter, and a following one where that is taken.</summary>
    public string Name(Binder binder)
    {
        if (_names.TryGetValue(binder, out string? known))
            return known;
        string letter = binder.Axis.Name.Substring(0, 1).ToLowerInvariant();
        if (letter[0] is < 'a' or > 'z')
            letter = "i";
        string name = letter;
        for (int i = 2; !_taken.Add(name); i++)
            name = letter + i.ToString(CultureInfo.InvariantCulture);
        _names.Add(binder, name);
        return name;
    }

    private string Print(Term term, Level context)
    {
        (string text, Level level) = Write(term);
        return level < context ? $"({text})" : text;
    }

    private (string Text, Level Level) Write(Term term)
    {
        switch (term)
        {
            case NumberTerm number:
                return (Number(number.Value), number.Value < 0 ? Level.Unary : Level.Atom);
            case ParameterTerm parameter:
                return (parameter.Parameter.Name, Level.Atom);
            case ParameterElementTerm element:
                return (element.Subscripts.IsEmpty ? element.Parameter.Name : $"{element.Parameter.Name}[{List(element.Subscripts)}]", Level.Atom);
            case LoadTerm load:
                return (load.Subscripts.IsEmpty ? load.Input.Name : $"{load.Input.Name}[{List(load.Subscripts)}]", Level.Atom);
            case ConversionTerm conversion:
                return Write(conversion.Operand);
            case UpstreamTerm upstream:
                return (upstream.Indices.IsEmpty ? "g" : $"g[{string.Join(", ", upstream.Indices.Select(Name))}]", Level.Atom);
            case SumTerm sum:
                return (Sum(sum), Level.Sum);
            case LogSumExpTerm { At: { } at } lse:
                string all = Reduction("lse", lse.Binder, lse.Where, lse.Body);
                return ($"{all} - {At(lse.Binder, at, lse.Body)}", Level.Sum);
            case ProductTerm product:
                return Product(product);
            case PowerTerm { Exponent: NumberTerm { Value: < 0 } } power:
                return Product(ImmutableArray.Create<RealTerm>(power), 1);
            case PowerTerm power:
                return ($"{Print(power.Base, Level.Atom)}^{Print(power.Exponent, Level.Power)}", Level.Power);
            case ApplyTerm { Function.Name: "abs" } abs:
                return ($"|{Print(abs.Arguments[0], Level.Lowest)}|", Level.Atom);
            case ApplyTerm { Function.Notation: "" } plain:
                return Write(plain.Arguments[0]);
            case ApplyTerm apply:
                return ($"{apply.Function.Notation ?? apply.Function.Name}({List(apply.Arguments)})", Level.Atom);
            case SelectTerm select:
                return (Cases(select), Level.Atom);
            case ReduceTerm reduce:
                return (Reduction(Word(reduce.Kind), reduce.Binder, reduce.Where, reduce.Body), Level.Atom);
            case LogSumExpTerm lse:
                return (Reduction("lse", lse.Binder, lse.Where, lse.Body), Level.Atom);
            case SoftmaxTerm softmax:
                string share = $"{Reduction("softmax", softmax.Binder, softmax.Where, softmax.Body)}[{Print(softmax.At, Level.Lowest)}]";
                return softmax.IsLessOne ? (share + " - 1", Level.Sum) : (share, Level.Atom);
            case IndexTerm index:
                return (Name(index.Binder), Level.Atom);
            case LabelTerm label:
                return (label.Input.Name, Level.Atom);
            case ListLabelTerm label:
                return ($"{label.Input.Name}[{Print(label.Position, Level.Lowest)}]", Level.Atom);
            case ExtentTerm extent:
                return (extent.Axis.Name, Level.Atom);
            case ArgumentTerm argument:
                return (Reduction(argument.Kind == ReduceKind.Max ? "argmax" : "argmin", argument.Binder, argument.Where, argument.Body), Level.Atom);
            case ConstantCondition constant:
                return (constant.Value ? "0 == 0" : "0 != 0", Level.Comparison);
            case CompareTerm compare:
                return ($"{Print(compare.Left, Level.Sum)} {Symbol(compare.Comparison)} {Print(compare.Right, Level.Sum)}", Level.Comparison);
            case IntegerCompareTerm compare:
                return ($"{Print(compare.Left, Level.Sum)} {Symbol(compare.Comparison)} {Print(compare.Right, Level.Sum)}", Level.Comparison);
            case AndTerm and:
                return (string.Join(" and ", and.Operands.Select(operand => Print(operand, Level.Not))), Level.And);
            case OrTerm or:
                return (string.Join(" or ", or.Operands.Select(operand => Print(operand, Level.And))), Level.Or);
            case NotTerm { Operand: MemberTerm member }:
                return ($"{Print(member.Item, Level.Sum)} not in {member.List.Name}", Level.Comparison);
            case NotTerm not:
                return ($"not {Print(not.Operand, Level.Comparison)}", Level.Not);
            case MemberTerm member:
                return ($"{Print(member.Item, Level.Sum)} in {member.List.Name}", Level.Comparison);
            case SwitchTerm @switch:
                return (@switch.Parameter.Name, Level.Atom);
            default:
                throw new InvalidOperationException($"{term.GetType().Name} has no notation.");
        }
    }

    private string Sum(SumTerm sum)
    {
        // A number or a negative part last reads better: 1 + x, but x - 1.
        IEnumerable<RealTerm> parts = IsNegative(sum.Operands[0]) ? sum.Operands.OrderBy(operand => IsNegative(operand) ? 1 : 0) : sum.Operands;
        var text = new StringBuilder();
        foreach (RealTerm part in parts)
        {
            string written = Print(part, Level.Product);
            if (text.Length == 0)
                text.Append(written);
            else if (IsNegative(part) && written[0] == '-')
                text.Append(" - ").Append(written, 1, written.Length - 1);
            else
                text.Append(" + ").Append(written);
        }

        return text.ToString();
    }

    private static bool IsNegative(RealTerm term) => term is NumberTerm { Value: < 0 } || term is ProductTerm product && product.Operands[0] is NumberTerm { Value: < 0 };

    private (string, Level) Product(ProductTerm product) => product.Operands[0] is NumberTerm number
        ? Product(product.Operands.RemoveAt(0), number.Value)
        : Product(product.Operands, 1);

    private (string, Level) Product(ImmutableArray<RealTerm> factors, double number)
    {
        var above = new List<string>();
        var below = new List<string>();
        if (Math.Abs(number) != 1)
            above.Add(Number(Math.Abs(number)));
        foreach (RealTerm factor in factors)
        {
            if (factor is PowerTerm { Exponent: NumberTerm { Value: < 0 } exponent } power)
                below.Add(exponent.Value == -1 ? Print(power.Base, Level.Power) : $"{Print(power.Base, Level.Atom)}^{Number(-exponent.Value)}");
            else
                above.Add(Print(factor, Level.Power));
        }

        string text = above.Count == 0 ? "1" : string.Join("*", above);
        foreach (string divisor in below)
            text += "/" + divisor;
        return (number < 0 ? "-" + text : text, number < 0 ? Level.Unary : Level.Product);
    }

    private string Cases(SelectTerm select)
    {
        var text = new StringBuilder("{ ");
        RealTerm rest = select;
        while (rest is SelectTerm next)
        {
            text.Append(Print(next.WhenTrue, Level.Lowest)).Append(" if ").Append(Print(next.Condition, Level.Lowest));
            rest = next.WhenFalse;
            text.Append(rest is NumberTerm { Value: double.NaN } ? "" : "; ");
        }

        if (rest is not NumberTerm { Value: double.NaN })
            text.Append(Print(rest, Level.Lowest)).Append(" otherwise");
        return text.Append(" }").ToString();
    }

    private string Reduction(string word, Binder binder, ConditionTerm? where, RealTerm body)
    {
        string name = Name(binder);
        string condition = where == null ? "" : $" : {Print(where, Level.Lowest)}";
        string text = $"{word}[{name} in {binder.Axis.Name}{condition}]({Print(body, Level.Lowest)})";
        // Separate brackets may use the same name.
        _names.Remove(binder);
        _taken.Remove(name);
        return text;
    }

    /// <summary>The body with the text of an integer where its index stands.</summary>
    private string At(Binder binder, IntegerTerm at, RealTerm body)
    {
        _names[binder] = Print(at);
        string text = Print(body, Level.Product);
        _names.Remove(binder);
        return text;
    }

    private static string Word(ReduceKind kind) => kind switch
    {
        ReduceKind.Sum => "sum",
        ReduceKind.Product => "prod",
        ReduceKind.Max => "max",
        _ => "min",
    };

    private static string Symbol(Comparison comparison) => comparison switch
    {
        Comparison.Equal => "==",
        Comparison.NotEqual => "!=",
        Comparison.Less => "<",
        Comparison.LessOrEqual => "<=",
        Comparison.Greater => ">",
        _ => ">=",
    };

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "inf",
        double.NegativeInfinity => "-inf",
        Math.PI => "pi",
        double.NaN => "0/0",
        _ => value.ToString("R", CultureInfo.InvariantCulture).Replace("E+", "e").Replace("E", "e"),
    };

    private string List<T>(ImmutableArray<T> terms)
        where T : Term => string.Join(", ", terms.Select(term => Print(term, Level.Lowest)));
}
