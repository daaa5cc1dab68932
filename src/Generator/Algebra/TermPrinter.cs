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
internal sealed partial class TermPrinter
{
    private enum Level { Lowest, Or, And, Not, Comparison, Sum, Product, Unary, Power, Atom }

    private readonly HashSet<string> _reserved;
    private HashSet<string> _indices = new(StringComparer.Ordinal);
    private Dictionary<Binder, string> _names = [];

    // With room from the beginning: what is taken back from the text of several chunks is copied.
    private readonly StringBuilder _text = new(1 << 11);

    /// <summary>What indices are called where the surroundings name them.</summary>
    private readonly HashSet<string> _indicesAround = new(StringComparer.Ordinal);
    private readonly Dictionary<Binder, string> _namesAround = [];

    /// <summary>What the surroundings call a term, and at which place of it they read the term.</summary>
    private readonly TermTable<Given> _given = new();

    private sealed record Given(string Name, IntegerTerm? At);

    // Written without definitions, what is shared is written each time: a formula of few terms may be long without end.
    private int _most = int.MaxValue;

    /// <param name="loss">The names that an index may not take.</param>
    public TermPrinter(BoundLoss loss)
    {
        _reserved = new HashSet<string>(loss.Inputs.Select(input => input.Name), StringComparer.Ordinal) { "e" };
        _reserved.UnionWith(loss.Parameters.Select(parameter => parameter.Name));
        _reserved.UnionWith(loss.Axes.Select(axis => axis.Name));
    }

    /// <summary>A printer that has given no names, for the same loss.</summary>
    public TermPrinter(TermPrinter printer) => _reserved = printer._reserved;

    public string Print(Term term)
    {
        Write(term, Level.Lowest);
        return Take(0);
    }

    /// <summary>What the surroundings call an index, for the next that is printed for a glance.</summary>
    public void Give(Binder binder, string name)
    {
        _namesAround.Add(binder, name);
        _indicesAround.Add(name);
    }

    /// <summary>What they call a term.</summary>
    /// <param name="at">The place of it that they read, where it is an array.</param>
    public void Give(Term term, string name, IntegerTerm? at = null) => _given[term] = new(name, at);

    /// <summary>The same for a glance: no more than so many characters, the last of which is then an ellipsis.</summary>
    public string PrintAbridged(Term term, int length)
    {
        var (outerIndices, outerNames) = (_indices, _names);
        (_indices, _names) = (_indicesAround, _namesAround);
        _most = length;
        string text = Print(term);
        _most = int.MaxValue;
        _given.Clear();
        _indices.Clear();
        _names.Clear();
        (_indices, _names) = (outerIndices, outerNames);
        return text.Length <= length ? text : text.Substring(0, length - 1) + "…";
    }

    /// <summary>What was written from there on, which is taken back.</summary>
    private string Take(int start)
    {
        string text = _text.ToString(start, _text.Length - start);
        _text.Length = start;
        return text;
    }

    /// <summary>The name of a binder: the axis's letter, and a following one where that is taken.</summary>
    public string Name(Binder binder)
    {
        if (_names.TryGetValue(binder, out string? known))
            return known;
        string letter = binder.Axis.Name.Substring(0, 1).ToLowerInvariant();
        if (letter[0] is < 'a' or > 'z')
            letter = "i";
        string name = Unused(letter);
        _indices.Add(name);
        _names.Add(binder, name);
        return name;
    }

    /// <param name="first">Smaller numbers are known to be taken.</param>
    private string Unused(string wished, int first = 1)
    {
        string name = wished;
        for (int i = Math.Max(2, first); _reserved.Contains(name) || _indices.Contains(name) || _defined.Contains(name); i++)
            name = wished + i.ToString(CultureInfo.InvariantCulture);
        return name;
    }

    private Level LevelOf(Term term) => _shared.Contains(term) || _given[term] is not null ? Level.Atom : LevelByItself(term);

    private Level LevelByItself(Term term) => term switch
    {
        NumberTerm number => number.Value < 0 ? Level.Unary : Level.Atom,
        ConversionTerm conversion => LevelOf(conversion.Operand),
        SumTerm or LogSumExpTerm { At: not null } or SoftmaxTerm { IsLessOne: true } => Level.Sum,
        ProductTerm product => IsNegative(product) ? Level.Unary : Level.Product,
        PowerTerm { Exponent: NumberTerm { Value: < 0 } } => Level.Product,
        PowerTerm => Level.Power,
        ApplyTerm { Function: { Name: not "abs", Notation: "" } } plain => LevelOf(plain.Arguments[0]),
        NotTerm { Operand: not MemberTerm } or CompareTerm { Comparison: Comparison.NotEqual } => Level.Not,
        ConstantCondition or CompareTerm or IntegerCompareTerm or MemberTerm or NotTerm => Level.Comparison,
        AndTerm => Level.And,
        OrTerm => Level.Or,
        _ => Level.Atom,
    };

    private void Write(Term term, Level context)
    {
        if (LevelOf(term) >= context)
        {
            Write(term);
            return;
        }

        _text.Append('(');
        Write(term);
        _text.Append(')');
    }

    private void Write(Term term) => Write(term, isNamed: _shared.Contains(term));

    private void Write(Term term, bool isNamed)
    {
        if (_text.Length > _most)
            return;
        if (_given[term] is { } given)
        {
            _text.Append(given.Name);
            if (given.At is not null)
                WriteSubscripts(ImmutableArray.Create(given.At));
            return;
        }

        if (isNamed)
        {
            WriteName(term);
            return;
        }

        switch (term)
        {
            case NumberTerm number:
                _text.Append(Number(number.Value));
                break;
            case ParameterTerm parameter:
                _text.Append(parameter.Parameter.Name);
                break;
            case ParameterElementTerm element:
                _text.Append(element.Parameter.Name);
                WriteSubscripts(element.Subscripts);
                break;
            case LoadTerm load:
                _text.Append(load.Input.Name);
                WriteSubscripts(load.Subscripts);
                break;
            case ConversionTerm conversion:
                Write(conversion.Operand);
                break;
            case UpstreamTerm upstream:
                _text.Append(Upstream);
                WriteIndices(upstream.Indices);
                break;
            case SumTerm sum:
                WriteSum(sum);
                break;
            case LogSumExpTerm { At: { } at } lse:
                WriteReduction("lse", lse.Binder, lse.Where, lse.Body);
                _text.Append(" - ");
                WriteAt(lse.Binder, at, lse.Body);
                break;
            case ProductTerm { Operands: [NumberTerm number, ..] } product:
                _text.Append(number.Value < 0 ? "-" : "");
                WriteProduct(product, Math.Abs(number.Value));
                break;
            case ProductTerm product:
                WriteProduct(product, 1);
                break;
            case PowerTerm { Exponent: NumberTerm { Value: < 0 } exponent } power:
                _text.Append('1');
                WriteDivisor(power, exponent);
                break;
            case PowerTerm power:
                Write(power.Base, Level.Atom);
                _text.Append('^');
                Write(power.Exponent, Level.Power);
                break;
            case ApplyTerm { Function.Name: "abs" } abs:
                _text.Append('|');
                Write(abs.Arguments[0], Level.Lowest);
                _text.Append('|');
                break;
            case ApplyTerm { Function.Notation: "" } plain:
                Write(plain.Arguments[0]);
                break;
            case ApplyTerm apply:
                _text.Append(NameOf(apply.Function)).Append('(');
                WriteList(apply.Arguments);
                _text.Append(')');
                break;
            case SelectTerm select:
                WriteCases(select);
                break;
            case ReduceTerm reduce:
                WriteReduction(Word(reduce.Kind), reduce.Binder, reduce.Where, reduce.Body);
                break;
            case LogSumExpTerm lse:
                WriteReduction("lse", lse.Binder, lse.Where, lse.Body);
                break;
            case SoftmaxTerm softmax when NamedRow(softmax) is { } row:
                WriteElement(row, softmax.At);
                _text.Append(softmax.IsLessOne ? " - 1" : "");
                break;
            case SoftmaxTerm softmax:
                WriteReduction("softmax", softmax.Binder, softmax.Where, softmax.Body);
                _text.Append('[');
                Write(softmax.At, Level.Lowest);
                _text.Append(softmax.IsLessOne ? "] - 1" : "]");
                break;
            case IndexTerm index:
                _text.Append(Name(index.Binder));
                break;
            case LabelTerm label:
                _text.Append(label.Input.Name);
                break;
            case ListLabelTerm label:
                _text.Append(label.Input.Name).Append('[');
                Write(label.Position, Level.Lowest);
                _text.Append(']');
                break;
            case ExtentTerm extent:
                _text.Append(extent.Axis.Name);
                break;
            case ArgumentTerm argument:
                WriteReduction(argument.Kind == ReduceKind.Max ? "argmax" : "argmin", argument.Binder, argument.Where, argument.Body);
                break;
            case ConstantCondition constant:
                _text.Append(constant.Value ? "0 == 0" : "0 != 0");
                break;
            case CompareTerm { Comparison: Comparison.NotEqual } compare:
                // It holds of NaN, and != of numbers doesn't.
                _text.Append("not ");
                WriteComparison(compare.Left, "==", compare.Right);
                break;
            case CompareTerm compare:
                WriteComparison(compare.Left, Symbol(compare.Comparison), compare.Right);
                break;
            case IntegerCompareTerm compare:
                WriteComparison(compare.Left, Symbol(compare.Comparison), compare.Right);
                break;
            case AndTerm and:
                WriteAll(and.Operands, " and ", Level.Not);
                break;
            case OrTerm or:
                WriteAll(or.Operands, " or ", Level.And);
                break;
            case NotTerm { Operand: MemberTerm member }:
                WriteMember(member, " not in ");
                break;
            case NotTerm not:
                _text.Append("not ");
                Write(not.Operand, Level.Comparison);
                break;
            case MemberTerm member:
                WriteMember(member, " in ");
                break;
            case SwitchTerm @switch:
                _text.Append(@switch.Parameter.Name);
                break;
            default:
                throw new InvalidOperationException($"{term.GetType().Name} has no notation.");
        }
    }

    private void WriteSum(SumTerm sum)
    {
        // A number or a negative part last reads better: 1 + x, but x - 1.
        bool isFirst = true, areLast = IsNegative(sum.Operands[0]);
        foreach (RealTerm part in sum.Operands)
            if (!areLast || !IsNegative(part))
                WritePart(part, ref isFirst);
        foreach (RealTerm part in sum.Operands)
            if (areLast && IsNegative(part))
                WritePart(part, ref isFirst);
    }

    private void WritePart(RealTerm part, ref bool isFirst)
    {
        if (isFirst)
            Write(part, Level.Product);
        else if (part is NumberTerm { Value: < 0 } number)
            _text.Append(" - ").Append(Number(-number.Value));
        else if (part is ProductTerm { Operands: [NumberTerm { Value: < 0 and var factor }, ..] } product && !_shared.Contains(part))
            WriteProduct(product, -factor, " - ");
        else
        {
            _text.Append(" + ");
            Write(part, Level.Product);
        }

        isFirst = false;
    }

    private bool IsNegative(RealTerm term) => term is NumberTerm { Value: < 0 }
        || term is ProductTerm product && product.Operands[0] is NumberTerm { Value: < 0 } && !_shared.Contains(term);

    /// <param name="number">What stands in the place of its number: not negative.</param>
    /// <param name="sign">What stands before it.</param>
    private void WriteProduct(ProductTerm product, double number, string sign = "")
    {
        var factors = product.Operands;
        int first = factors[0] is NumberTerm ? 1 : 0;
        int start = _text.Append(sign).Length;
        if (number != 1)
            _text.Append(Number(number));
        for (int i = first; i < factors.Length; i++)
        {
            if (IsDivisor(factors[i]))
                continue;
            if (_text.Length > start)
                _text.Append('*');
            Write(factors[i], Level.Power);
        }

        if (_text.Length == start)
            _text.Append('1');
        for (int i = first; i < factors.Length; i++)
            if (IsDivisor(factors[i]) && factors[i] is PowerTerm { Exponent: NumberTerm exponent } power)
                WriteDivisor(power, exponent);
    }

    private bool IsDivisor(RealTerm factor) => factor is PowerTerm { Exponent: NumberTerm { Value: < 0 } } && !_shared.Contains(factor);

    private void WriteDivisor(PowerTerm power, NumberTerm exponent)
    {
        _text.Append('/');
        Write(power.Base, exponent.Value == -1 ? Level.Power : Level.Atom);
        if (exponent.Value != -1)
            _text.Append('^').Append(Number(-exponent.Value));
    }

    private void WriteComparison(Term left, string symbol, Term right)
    {
        Write(left, Level.Sum);
        _text.Append(' ').Append(symbol).Append(' ');
        Write(right, Level.Sum);
    }

    private void WriteMember(MemberTerm member, string words)
    {
        Write(member.Item, Level.Sum);
        _text.Append(words).Append(member.List.Name);
    }

    private void WriteReduction(string word, Binder binder, ConditionTerm? where, RealTerm body)
    {
        string name = Name(binder);
        _text.Append(word).Append('[').Append(name).Append(" in ").Append(binder.Axis.Name);
        if (where != null)
        {
            _text.Append(" : ");
            Write(where, Level.Lowest);
        }

        _text.Append("](");
        Write(body, Level.Lowest);
        _text.Append(')');
        // Separate brackets may use the same name.
        _names.Remove(binder);
        _indices.Remove(name);
    }

    /// <summary>The body with the text of an integer where its index stands.</summary>
    private void WriteAt(Binder binder, IntegerTerm at, RealTerm body)
    {
        int start = _text.Length;
        Write(at);
        _names[binder] = Take(start);
        Write(body, Level.Product);
        _names.Remove(binder);
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
        double.NaN => "0/0",

        // Its sign says nothing to a reader.
        0 => "0",

        // Most are whole, and told faster as such.
        _ when value == (int)value => ((int)value).ToString(CultureInfo.InvariantCulture),
        _ => Constants.Notation(value),
    };

    private void WriteSubscripts(ImmutableArray<IntegerTerm> subscripts)
    {
        if (subscripts.IsEmpty)
            return;
        _text.Append('[');
        WriteList(subscripts);
        _text.Append(']');
    }

    private void WriteList<T>(ImmutableArray<T> terms)
        where T : Term => WriteAll(terms, ", ", Level.Lowest);

    private void WriteAll<T>(ImmutableArray<T> terms, string separator, Level context)
        where T : Term
    {
        for (int i = 0; i < terms.Length; i++)
        {
            _text.Append(i == 0 ? "" : separator);
            Write(terms[i], context);
        }
    }
}
