using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using LossGen.Generator.Functions;
using LossGen.Generator.Syntax;

namespace LossGen.Generator.Binding;

/// <summary>
/// A bound loss as text that parses and binds to the same loss: definitions in their places, indices that stand for one
/// another renamed, every sum written with its bracket. What Explain and the documentation show.
/// </summary>
internal sealed class FormulaPrinter
{
    // As in the operator table.
    private const int OrLevel = 1, AndLevel = 2, NotLevel = 3, ComparisonLevel = 4, SumLevel = 5, ProductLevel = 6, SignLevel = 7, PowerLevel = 8, OperandLevel = 9;

    private readonly StringBuilder _text = new();
    private readonly HashSet<string> _taken;
    private readonly Dictionary<BoundIndex, string> _names = [];

    private FormulaPrinter(IEnumerable<string> taken) => _taken = [.. taken];

    /// <summary>The formula and its Inputs.</summary>
    public static (string Formula, string Inputs) Print(BoundLoss loss)
    {
        var printer = new FormulaPrinter(NamesOf(loss));
        if (!loss.ResultIndices.IsEmpty)
        {
            string name = printer.Unused("l");
            printer._taken.Add(name);
            printer._text.Append(name).Append('[');
            printer.Indices(loss.ResultIndices, index => StandsAlone(index, loss.Result));
            printer._text.Append("] := ");
        }

        printer.Real(loss.Result, SumLevel);
        if (loss.MeanBy is not null)
        {
            printer._text.Append("; mean by ");
            printer.Real(loss.MeanBy, SumLevel);
        }

        return (printer._text.ToString(), InputsPrinter.Print(loss));
    }

    /// <summary>A part of a loss by itself.</summary>
    public static string Print(BoundReal real)
    {
        var printer = new FormulaPrinter([]);
        printer.Real(real, SumLevel);
        return printer._text.ToString();
    }

    /// <inheritdoc cref="Print(BoundReal)"/>
    public static string Print(BoundCondition condition)
    {
        var printer = new FormulaPrinter([]);
        printer.Condition(condition, OrLevel);
        return printer._text.ToString();
    }

    private static IEnumerable<string> NamesOf(BoundLoss loss) => loss.Inputs.Select(input => input.Name)
        .Concat(loss.Parameters.Select(parameter => parameter.Name))
        .Concat(loss.Axes.Select(axis => axis.Name));

    // Numbers ----------------------------------------------------------------------------------------------------------

    private void Real(BoundReal real, int level)
    {
        switch (real)
        {
            case BoundNumber number:
                Append(Constants.Notation(number.Value));
                break;
            case BoundInputElement element:
                Element(element.Input.Name, element.Subscripts);
                break;
            case BoundParameterValue value:
                Append(value.Parameter.Name);
                break;
            case BoundParameterElement element:
                Element(element.Parameter.Name, element.Subscripts);
                break;
            case BoundConversion conversion:
                Integer(conversion.Operand);
                break;
            case BoundCall call:
                Call(call, level);
                break;
            case BoundPiecewise piecewise:
                Piecewise(piecewise);
                break;
            case BoundReduction { Reduction.Kind: ReductionKind.Count, Condition: { } counted } reduction:
                Bracket(reduction.Reduction.Word, reduction.Indices, null, [counted]);
                break;
            case BoundReduction reduction:
                bool hasPower = reduction.Power is not null and not BoundNumber { Value: 2 };
                Bracket(reduction.Reduction.Word, reduction.Indices, reduction.Condition, hasPower ? [reduction.Body, reduction.Power!] : [reduction.Body]);
                break;
            case BoundSoftmax softmax:
                Bracket("softmax", ImmutableArray.Create(softmax.Index), softmax.Condition, [softmax.Body]);
                Append("[");
                Integer(softmax.At);
                Append("]");
                break;
        }
    }

    private void Call(BoundCall call, int level)
    {
        (int own, string symbol, int right) = call.Function.Operator switch
        {
            Operator.Add => (SumLevel, " + ", ProductLevel),
            Operator.Subtract => (SumLevel, " - ", ProductLevel),
            Operator.Multiply => (ProductLevel, "*", SignLevel),
            Operator.Divide => (ProductLevel, "/", SignLevel),
            Operator.Negate => (SignLevel, "-", SignLevel),
            Operator.Power => (PowerLevel, "^", SignLevel),
            _ => (OperandLevel, "", 0),
        };
        if (call.Function.Operator == Operator.None)
        {
            bool isAbsolute = call.Function.Name == "abs";
            Append(isAbsolute ? "|" : call.Function.Name + "(");
            for (int i = 0; i < call.Arguments.Length; i++)
            {
                Append(i == 0 ? "" : ", ");
                Real(call.Arguments[i], SumLevel);
            }

            Append(isAbsolute ? "|" : ")");
            return;
        }

        Append(own < level ? "(" : "");
        if (call.Function.Operator != Operator.Negate)
            Real(call.Arguments[0], own == PowerLevel ? OperandLevel : own);
        Append(symbol);
        Real(call.Arguments[call.Arguments.Length - 1], right);
        Append(own < level ? ")" : "");
    }

    private void Piecewise(BoundPiecewise piecewise)
    {
        Append("{ ");
        for (int i = 0; i < piecewise.Cases.Length; i++)
        {
            Append(i == 0 ? "" : "; ");
            Real(piecewise.Cases[i].Value, SumLevel);
            Append(" if ");
            Condition(piecewise.Cases[i].Condition, OrLevel);
        }

        if (piecewise.Otherwise is not null)
        {
            Append(piecewise.Cases.IsEmpty ? "" : "; ");
            Real(piecewise.Otherwise, SumLevel);
            Append(" otherwise");
        }

        Append(" }");
    }

    private void Element(string name, ImmutableArray<BoundInteger> subscripts)
    {
        Append(name);
        if (subscripts.IsEmpty)
            return;
        Append("[");
        for (int i = 0; i < subscripts.Length; i++)
        {
            Append(i == 0 ? "" : ", ");
            Integer(subscripts[i]);
        }

        Append("]");
    }

    private void Integer(BoundInteger integer)
    {
        switch (integer)
        {
            case BoundIndexValue value:
                Append(_names.TryGetValue(value.Index, out string? name) ? name : value.Index.Name);
                break;
            case BoundLabel label:
                Append(label.Input.Name);
                break;
            case BoundListLabel label:
                Element(label.Input.Name, ImmutableArray.Create(label.Position));
                break;
            case BoundExtent extent:
                Append(extent.Of.Name);
                break;
            case BoundArgument argument:
                Bracket(argument.Reduction.Word, ImmutableArray.Create(argument.Index), argument.Condition, [argument.Body]);
                break;
        }
    }

    // Conditions -------------------------------------------------------------------------------------------------------

    private void Condition(BoundCondition condition, int level)
    {
        switch (condition)
        {
            case BoundComparison comparison:
                Compare(comparison.Left, comparison.Operator, comparison.Right, level);
                break;
            case BoundOr { IsInequality: true, Left: BoundComparison less }:
                Compare(less.Left, "!=", less.Right, level);
                break;
            case BoundIntegerComparison comparison:
                Open(ComparisonLevel < level);
                Integer(comparison.Left);
                Append($" {comparison.Operator} ");
                Integer(comparison.Right);
                Close(ComparisonLevel < level);
                break;
            case BoundMembership membership:
                Member(membership, " in ", level);
                break;
            case BoundNot { Operand: BoundMembership membership }:
                Member(membership, " not in ", level);
                break;
            case BoundNot not:
                Open(NotLevel < level);
                Append("not ");
                Condition(not.Operand, NotLevel);
                Close(NotLevel < level);
                break;
            case BoundAnd and:
                Pair(and.Left, " and ", and.Right, AndLevel, level);
                break;
            case BoundOr or:
                Pair(or.Left, " or ", or.Right, OrLevel, level);
                break;
            case BoundQuantifier quantifier:
                Bracket(quantifier.IsAll ? "all" : "any", quantifier.Indices, quantifier.Condition, [quantifier.Body]);
                break;
            case BoundSwitch @switch:
                Append(@switch.Parameter.Name);
                break;
        }
    }

    private void Compare(BoundReal left, string symbol, BoundReal right, int level)
    {
        Open(ComparisonLevel < level);
        Real(left, SumLevel);
        Append($" {symbol} ");
        Real(right, SumLevel);
        Close(ComparisonLevel < level);
    }

    private void Member(BoundMembership membership, string word, int level)
    {
        Open(ComparisonLevel < level);
        Integer(membership.Item);
        Append(word);
        Append(membership.List.Name);
        Close(ComparisonLevel < level);
    }

    private void Pair(BoundCondition left, string word, BoundCondition right, int own, int level)
    {
        Open(own < level);
        Condition(left, own);
        Append(word);
        Condition(right, own + 1);
        Close(own < level);
    }

    // Brackets ---------------------------------------------------------------------------------------------------------

    /// <param name="arguments">Numbers, or the condition of count, any and all.</param>
    private void Bracket(string word, ImmutableArray<BoundIndex> indices, BoundCondition? condition, object[] arguments)
    {
        Append(word);
        Append("[");
        Indices(indices, index => StandsAlone(index, condition) || arguments.Any(argument => StandsAlone(index, argument)));
        if (condition is not null && indices.Length == 1 && AsConstraint(condition, indices[0]) is { } constraint)
        {
            Append(constraint);
        }
        else if (condition is not null)
        {
            Append(" : ");
            Condition(condition, OrLevel);
        }

        Append("](");
        for (int i = 0; i < arguments.Length; i++)
        {
            Append(i == 0 ? "" : ", ");
            if (arguments[i] is BoundReal real)
                Real(real, SumLevel);
            else
                Condition((BoundCondition)arguments[i], OrLevel);
        }

        Append(")");
        foreach (BoundIndex index in indices)
            _taken.Remove(_names[index]);
    }

    private void Indices(ImmutableArray<BoundIndex> indices, Func<BoundIndex, bool> tellsItsAxis)
    {
        for (int i = 0; i < indices.Length; i++)
        {
            string name = Unused(indices[i].Name);
            _taken.Add(name);
            _names[indices[i]] = name;
            Append(i == 0 ? "" : ", ");
            Append(name);
            if (!tellsItsAxis(indices[i]))
                Append(" in " + indices[i].Axis.Name);
        }
    }

    /// <summary>i != y behind the index's own name.</summary>
    private string? AsConstraint(BoundCondition condition, BoundIndex index)
    {
        bool isOwn = condition switch
        {
            BoundIntegerComparison { Left: BoundIndexValue left } => left.Index == index,
            BoundMembership { Item: BoundIndexValue item } => item.Index == index,
            BoundNot { Operand: BoundMembership { Item: BoundIndexValue item } } => item.Index == index,
            _ => false,
        };
        return isOwn ? Captured(() => Condition(condition, OrLevel)).Substring(_names[index].Length) : null;
    }

    /// <summary>What would be written, without writing it.</summary>
    private string Captured(Action write)
    {
        int start = _text.Length;
        write();
        string written = _text.ToString(start, _text.Length - start);
        _text.Length = start;
        return written;
    }

    private string Unused(string name)
    {
        if (!_taken.Contains(name))
            return name;
        int number = 2;
        while (_taken.Contains(name + number.ToString(CultureInfo.InvariantCulture)))
            number++;
        return name + number.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Whether the index is somewhere a subscript by itself, which tells its axis to the reader.</summary>
    private static bool StandsAlone(BoundIndex index, object? node) =>
        BoundChildren.SubscriptsOf(node).Any(subscript => subscript is BoundIndexValue value && value.Index == index)
        || BoundChildren.Of(node).Any(child => StandsAlone(index, child));

    private void Append(string text) => _text.Append(text);

    private void Open(bool isNeeded) => _text.Append(isNeeded ? "(" : "");

    private void Close(bool isNeeded) => _text.Append(isNeeded ? ")" : "");
}
