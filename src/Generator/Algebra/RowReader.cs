using System.Collections.Concurrent;
using System.Collections.Immutable;
using LossGen.Generator.Functions;
using LossGen.Generator.Problems;
using LossGen.Generator.Syntax;

namespace LossGen.Generator.Algebra;

/// <summary>Reads the texts of table rows as terms, with terms for the names in them.</summary>
internal class RowReader(TermFactory factory)
{
    // A row's text is parsed once in a process: tables are few and their texts don't change.
    private static readonly ConcurrentDictionary<string, ExpressionSyntax> Parsed = new(StringComparer.Ordinal);

    public static ExpressionSyntax Parse(string text) => Parsed.GetOrAdd(text, row =>
    {
        var problems = new ProblemBag();
        ExpressionSyntax syntax = Parser.ParseExpression(row, problems);
        return problems.HasErrors ? throw new InvalidOperationException($"A table row cannot be read: {row}") : syntax;
    });

    /// <summary>What a function stands for, with the arguments in the place of its parameters.</summary>
    public RealTerm Define(Function function, ImmutableArray<RealTerm> arguments) =>
        Read(Parse(function.Definition!), new RowNames(function.Parameters, arguments));

    /// <summary>What an adjoint of the value adds to the adjoint of one argument, or null where nothing flows.</summary>
    public RealTerm? Slope(Function function, ImmutableArray<RealTerm> arguments, int argument, RealTerm adjoint) =>
        function.Derivative[argument] is { } text ? Read(Parse(text), new RowNames(function.Parameters, arguments, adjoint)) : null;

    public RealTerm Read(string text) => Read(Parse(text), RowNames.None);

    /// <summary>A call as terms: an operator is arithmetic, and a composition without a derivative of its own what it stands for.</summary>
    public RealTerm Call(Function function, ImmutableArray<RealTerm> arguments)
    {
        switch (function.Operator)
        {
            case Operator.Add:
                return factory.Add(arguments[0], arguments[1]);
            case Operator.Subtract:
                return factory.Subtract(arguments[0], arguments[1]);
            case Operator.Multiply:
                return factory.Multiply(arguments[0], arguments[1]);
            case Operator.Divide:
                return factory.Divide(arguments[0], arguments[1]);
            case Operator.Negate:
                return factory.Negate(arguments[0]);
            case Operator.Power:
                return factory.Power(arguments[0], arguments[1]);
            default:
                return function.Derivative.IsEmpty && function.Definition != null && !arguments.All(argument => argument is NumberTerm)
                    ? Define(function, arguments)
                    : factory.Apply(function, arguments);
        }
    }

    protected RealTerm Read(ExpressionSyntax syntax, RowNames names)
    {
        switch (syntax)
        {
            case NumberSyntax number:
                return factory.Number(number.Value);
            case ReferenceSyntax reference:
                return names.Find(reference.Name) is { } term ? term : Constants.Find(reference.Name) is { } constant ? factory.Number(constant) : Unknown(reference.Name);
            case UnarySyntax { Operator: "-" } unary:
                return factory.Negate(Read(unary.Operand, names));
            case BinarySyntax binary:
                return Call(factory.Catalogue.Function(Arithmetic(binary.Operator)), ImmutableArray.Create(Read(binary.Left, names), Read(binary.Right, names)));
            case AbsoluteSyntax absolute:
                return factory.Apply("abs", Read(absolute.Operand, names));
            case CallSyntax call:
                return Call(factory.Catalogue.Function(call.Function.Text), Arguments(call, names));
            case PiecewiseSyntax piecewise:
                RealTerm result = piecewise.Otherwise == null ? factory.NaN : Read(piecewise.Otherwise, names);
                for (int i = piecewise.Cases.Length - 1; i >= 0; i--)
                    result = factory.Select(Condition(piecewise.Cases[i].Condition, names), Read(piecewise.Cases[i].Value, names), result);
                return result;
            default:
                return Other(syntax, names);
        }
    }

    private ImmutableArray<RealTerm> Arguments(CallSyntax call, RowNames names)
    {
        var arguments = ImmutableArray.CreateBuilder<RealTerm>(call.Arguments.Length);
        foreach (ExpressionSyntax argument in call.Arguments)
            arguments.Add(Read(argument, names));
        return arguments.MoveToImmutable();
    }

    /// <summary>A name that the row's environment doesn't give.</summary>
    protected virtual RealTerm Unknown(string name) => throw new InvalidOperationException($"A table row uses {name}, which it does not name.");

    /// <summary>What a derivative or definition has no use for.</summary>
    protected virtual RealTerm Other(ExpressionSyntax syntax, RowNames names) =>
        throw new InvalidOperationException($"A table row cannot hold {syntax.GetType().Name}.");

    public ConditionTerm Condition(ExpressionSyntax syntax, RowNames names)
    {
        switch (syntax)
        {
            case ComparisonSyntax chain:
                return chain.Operators.Length == 1 ? Link(chain, 0, names) : factory.And(chain.Operators.Select((_, i) => Link(chain, i, names)));
            case BinarySyntax { Operator: "and" } both:
                return factory.And([Condition(both.Left, names), Condition(both.Right, names)]);
            case BinarySyntax { Operator: "or" } either:
                return factory.Or([Condition(either.Left, names), Condition(either.Right, names)]);
            case UnarySyntax { Operator: "not" } not:
                return factory.Not(Condition(not.Operand, names));
            default:
                throw new InvalidOperationException($"A condition of a table row cannot be {syntax.GetType().Name}.");
        }
    }

    private ConditionTerm Link(ComparisonSyntax chain, int i, RowNames names) =>
        factory.Compare(Comparison(chain.Operators[i]), Read(chain.Operands[i], names), Read(chain.Operands[i + 1], names));

    public static Comparison Comparison(string @operator) => @operator switch
    {
        "==" => Algebra.Comparison.Equal,
        "!=" => Algebra.Comparison.NotEqual,
        "<" => Algebra.Comparison.Less,
        "<=" => Algebra.Comparison.LessOrEqual,
        ">" => Algebra.Comparison.Greater,
        ">=" => Algebra.Comparison.GreaterOrEqual,
        _ => throw new InvalidOperationException($"{@operator} compares nothing."),
    };

    public static Operator Arithmetic(string @operator) => @operator switch
    {
        "+" => Operator.Add,
        "-" => Operator.Subtract,
        "*" => Operator.Multiply,
        "/" => Operator.Divide,
        "^" => Operator.Power,
        _ => throw new InvalidOperationException($"{@operator} is no arithmetic."),
    };
}
