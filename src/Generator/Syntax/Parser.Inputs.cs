using System.Collections.Immutable;
using LossGen.Generator.Problems;

namespace LossGen.Generator.Syntax;

/// <summary>The declarations of Inputs.</summary>
internal sealed partial class Parser
{
    private const string Forms = "x, x[C], shared k[M, D], y in C, y[J] in C, y in {-1, 1}, x[C] >= 0, 0 <= t <= 1 or weight[C] = 1";

    private InputsSyntax Inputs()
    {
        var inputs = ImmutableArray.CreateBuilder<InputSyntax>();
        if (!AtEnd)
        {
            do
            {
                if (Input() is { } input)
                    inputs.Add(input);
                CheckParts(inputs, "declarations");
                if (!AtEnd && !Current.Is(","))
                    ReportDeclaration(Unexpected());
                while (!AtEnd && !Current.Is(","))
                    Skip();
            }
            while (TryTake(","));
        }
        else
        {
            ReportDeclaration("the text is empty");
        }

        return new InputsSyntax(new TextRange(0, _text.Length), inputs.ToImmutable());
    }

    private string Unexpected() => Current switch
    {
        { Text: ":=" or "==" } token => $"'{token.Text}' is not written here, '=' states what stands for null",
        { Text: ";" } => "',' separates declarations",
        { Text: ":" } => "types are not written, as every input is float and double",
        { Text: "in" } => "'in' follows the name, or its axes",
        { Text: "ignoring" or "until" } token => $"'{token.Text}' follows 'in C'",
        { Kind: TokenKind.Name } when _tokens[Math.Max(_position - 1, 0)].Kind == TokenKind.Name => "types are not written, and ',' separates declarations",
        var token => $"'{Describe(token)}' has no place here",
    };

    private void ReportDeclaration(string what) => Report(SyntaxProblems.BadDeclaration, Here, Forms, what);

    private InputSyntax? Input()
    {
        int start = Current.Range.Start;
        bool isShared = TryTake("shared");
        BoundSyntax? lower = null;
        BoundSyntax? upper = null;
        if (!isShared && Current.Kind != TokenKind.Name || Current.Is("inf") || Current.Is("pi"))
        {
            if (Signed() is not { } bound)
            {
                ReportDeclaration(AtEnd || Current.Is(",") ? "a name is missing" : Current.Kind == TokenKind.Name ? $"'{Current.Text}' is a word of the language" : $"'{Describe(Current)}' begins none");
                return null;
            }

            if (!TryBound(bound, nameIsLeft: false, ref lower, ref upper))
            {
                ReportDeclaration("a number at its beginning is a bound, as in 0 <= t");
                return null;
            }
        }

        if (!AtName)
        {
            ReportDeclaration(AtEnd || Current.Is(",") ? "a name is missing" : Current.Kind == TokenKind.Name ? $"'{Current.Text}' is a word of the language" : "a name is missing");
            return null;
        }

        Token first = Take();
        ImmutableArray<NameSyntax> axes = Axes();
        NameSyntax? labelAxis = null;
        ImmutableArray<NumberSyntax> values = ImmutableArray<NumberSyntax>.Empty;
        ExpressionSyntax? ignoring = null;
        NumberSyntax? until = null;
        NumberSyntax? nullConstant = null;
        if (TryTake("in"))
        {
            if (Current.Is("{"))
                values = Values();
            else if (AtName)
                labelAxis = AxisName();
            else
                ReportDeclaration("'in' is followed by an axis or by numbers in braces");
            if (labelAxis is not null && TryTake("ignoring"))
            {
                ignoring = AtName ? new ReferenceSyntax(Current.Range, Take().Text) : Signed();
                if (ignoring is null)
                    ReportDeclaration("'ignoring' is followed by a whole number or by a parameter's name");
            }

            if (labelAxis is not null && TryTake("until"))
            {
                until = Signed();
                if (until is null)
                    ReportDeclaration("'until' is followed by a whole number");
            }
        }
        else if (TryTake("="))
        {
            nullConstant = Signed();
            if (nullConstant is null)
                ReportDeclaration("'=' is followed by the number that stands for null");
        }

        while (Current.Is("<") || Current.Is("<=") || Current.Is(">") || Current.Is(">="))
        {
            int before = _position;
            Token symbol = Take();
            if (Signed() is not { } bound)
            {
                ReportDeclaration("a bound is a number");
                break;
            }

            _position = before;
            if (TryBound(bound, nameIsLeft: true, ref lower, ref upper))
                Signed();
            else
                break;
        }

        return new InputSyntax(Since(start), new NameSyntax(first.Range, first.Text), isShared, axes, labelAxis, values, ignoring, until, nullConstant, lower, upper);
    }

    /// <summary>Takes the comparison between a number and the name.</summary>
    private bool TryBound(NumberSyntax number, bool nameIsLeft, ref BoundSyntax? lower, ref BoundSyntax? upper)
    {
        if (!Current.Is("<") && !Current.Is("<=") && !Current.Is(">") && !Current.Is(">="))
            return false;
        bool isUpper = Current.Text[0] == '<' == nameIsLeft;
        if ((isUpper ? upper : lower) is not null)
        {
            ReportDeclaration($"a second {(isUpper ? "upper" : "lower")} bound");
            return false;
        }

        Token symbol = Take();
        var bound = new BoundSyntax(number.Range.Through(symbol.Range), number.Value, symbol.Text.Length == 1);
        if (isUpper)
            upper = bound;
        else
            lower = bound;
        return true;
    }

    private ImmutableArray<NameSyntax> Axes()
    {
        Token opening = Current;
        if (!TryTake("["))
            return ImmutableArray<NameSyntax>.Empty;
        var axes = ImmutableArray.CreateBuilder<NameSyntax>();
        do
        {
            if (AtName)
                axes.Add(AxisName());
            else
                ReportDeclaration(Current.Kind == TokenKind.Number ? "an axis is a name, as its length is known only in a call" : "an axis is a name");
            CheckParts(axes, "axes");
            if (!AtEnd && !Current.Is(",") && !Current.Is("]"))
                ReportDeclaration("axes are names, separated by commas");
            while (!AtEnd && !Current.Is(",") && !Current.Is("]") && !Current.Is(")") && !Current.Is("}"))
                Skip();
        }
        while (TryTake(","));

        Close("]", opening);
        return axes.ToImmutable();
    }

    private NameSyntax AxisName()
    {
        Token axis = Take();
        return new NameSyntax(axis.Range, axis.Text);
    }

    private ImmutableArray<NumberSyntax> Values()
    {
        Token opening = Take();
        var values = ImmutableArray.CreateBuilder<NumberSyntax>();
        do
        {
            if (Signed() is { } value)
                values.Add(value);
            else
                ReportDeclaration("in braces stand the numbers that it can be");
            CheckParts(values, "values");
            while (!AtEnd && !Current.Is(",") && !Current.Is("]") && !Current.Is(")") && !Current.Is("}"))
                Skip();
        }
        while (TryTake(","));

        Close("}", opening);
        return values.ToImmutable();
    }

    /// <summary>A number, pi or inf, perhaps with a sign; null, with nothing taken, where there is none.</summary>
    private NumberSyntax? Signed()
    {
        int sign = Current.Is("-") ? 1 : 0;
        Token number = Ahead(sign);
        double? value = number switch
        {
            { Kind: TokenKind.Number } => number.Value,
            { Kind: TokenKind.Name, Text: "pi" } => Math.PI,
            { Kind: TokenKind.Name, Text: "inf" } => double.PositiveInfinity,
            _ => null,
        };
        if (value is null)
            return null;
        TextRange range = Current.Range.Through(number.Range);
        _position += sign + 1;
        return new NumberSyntax(range, sign == 1 ? -value.Value : value.Value);
    }
}
