using LossGen.Generator.Binding;
using LossGen.Generator.Functions;

namespace LossGen.Generator.Algebra;

/// <summary>
/// Terms at one point, in double: each input and parameter has one number for all its elements, each axis two indices, a
/// label is the first and an index the second of them.
/// </summary>
internal sealed class Probe(IReadOnlyDictionary<object, double> values)
{
    public double Real(RealTerm term) => term switch
    {
        NumberTerm number => number.Value,
        ParameterTerm parameter => values[parameter.Parameter],
        ParameterElementTerm element => values[element.Parameter],
        LoadTerm load => values[load.Input],
        ConversionTerm conversion => Integer(conversion.Operand),
        SumTerm sum => Sum(sum),
        ProductTerm product => Product(product),
        PowerTerm power => Math.Pow(Real(power.Base), Real(power.Exponent)),
        ApplyTerm apply => Apply(apply),
        SelectTerm select => Condition(select.Condition) ? Real(select.WhenTrue) : Real(select.WhenFalse),
        ReduceTerm { Kind: ReduceKind.Sum } reduce => 2 * Real(reduce.Body),
        ReduceTerm { Kind: ReduceKind.Product } reduce => Math.Pow(Real(reduce.Body), 2),
        ReduceTerm reduce => Real(reduce.Body),
        LogSumExpTerm lse => Math.Log(2) + (lse.At == null ? Real(lse.Body) : 0),
        SoftmaxTerm softmax => softmax.IsLessOne ? -0.5 : 0.5,
        _ => double.NaN,
    };

    private double Sum(SumTerm sum)
    {
        double value = 0;
        foreach (RealTerm operand in sum.Operands)
            value += Real(operand);
        return value;
    }

    private double Product(ProductTerm product)
    {
        double value = 1;
        foreach (RealTerm operand in product.Operands)
            value *= Real(operand);
        return value;
    }

    private double Apply(ApplyTerm apply)
    {
        double[] arguments = new double[apply.Arguments.Length];
        for (int i = 0; i < arguments.Length; i++)
            arguments[i] = Real(apply.Arguments[i]);
        return apply.Function.Meaning(arguments);
    }

    public bool Condition(ConditionTerm term) => term switch
    {
        ConstantCondition constant => constant.Value,
        CompareTerm compare => TermFactory.Holds(compare.Comparison, Real(compare.Left), Real(compare.Right)),
        IntegerCompareTerm compare => TermFactory.Holds(compare.Comparison, Integer(compare.Left), Integer(compare.Right)),
        AndTerm and => and.Operands.All(Condition),
        OrTerm or => or.Operands.Any(Condition),
        NotTerm not => !Condition(not.Operand),
        SwitchTerm @switch => values[@switch.Parameter] != 0,
        _ => false,
    };

    /// <summary>The inputs and parameters in terms, in order of first appearance.</summary>
    public static List<object> Variables(IEnumerable<Term> terms)
    {
        var found = new List<object>();
        void Visit(Term term)
        {
            object? variable = term switch
            {
                LoadTerm load => load.Input,
                ParameterTerm parameter => parameter.Parameter,
                ParameterElementTerm element => element.Parameter,
                SwitchTerm @switch => @switch.Parameter,
                _ => null,
            };
            if (variable != null && !found.Contains(variable))
                found.Add(variable);
            foreach (Term child in term.Children)
                Visit(child);
        }

        foreach (Term term in terms)
            Visit(term);
        return found;
    }

    private static int Integer(IntegerTerm term) => term switch
    {
        IndexTerm => 1,
        ExtentTerm => 2,
        _ => 0,
    };
}
