using LossGen.Generator.Binding;

namespace LossGen.Generator.Algebra;

/// <summary>The value of a term in double, as its definition says and in no clever way.</summary>
internal sealed class TermEvaluator(Sample sample, Func<IReadOnlyList<int>, double>? upstream = null)
{
    private readonly Dictionary<Binder, int> _indices = [];

    public int Index(Binder binder) => _indices[binder];

    public double Real(RealTerm term)
    {
        switch (term)
        {
            case NumberTerm number:
                return number.Value;
            case ParameterTerm parameter:
                return sample.Parameters[parameter.Parameter][0];
            case ParameterElementTerm element:
                return sample.Parameters[element.Parameter][sample.Offset(element.Parameter.Axes, element.Subscripts.Select(Integer))];
            case LoadTerm load:
                return sample.Numbers[load.Input][sample.Offset(load.Input.Axes, load.Subscripts.Select(Integer))];
            case WildcardTerm wildcard:
                return sample.Wildcards[wildcard.Name][wildcard.Subscripts.IsEmpty ? 0 : Integer(wildcard.Subscripts[0])];
            case ConversionTerm conversion:
                return Integer(conversion.Operand);
            case UpstreamTerm seed:
                return upstream == null ? 1 : upstream([.. seed.Indices.Select(binder => _indices[binder])]);
            case SumTerm sum:
                return sum.Operands.Sum(Real);
            case ProductTerm product:
                return product.Operands.Aggregate(1.0, (value, operand) => value * Real(operand));
            case PowerTerm power:
                return Math.Pow(Real(power.Base), Real(power.Exponent));
            case ApplyTerm apply:
                return apply.Function.Meaning([.. apply.Arguments.Select(Real)]);
            case SelectTerm select:
                return Condition(select.Condition) ? Real(select.WhenTrue) : Real(select.WhenFalse);
            case ReduceTerm reduce:
                return Values(reduce.Binder, reduce.Where, reduce.Body).Select(term => term.Value).Aggregate(TermFactory.Identity(reduce.Kind), (total, value) => reduce.Kind switch
                {
                    ReduceKind.Sum => total + value,
                    ReduceKind.Product => total * value,
                    ReduceKind.Max => Math.Max(total, value),
                    _ => Math.Min(total, value),
                });
            case LogSumExpTerm lse:
                double[] logits = [.. Values(lse.Binder, lse.Where, lse.Body).Select(term => term.Value)];
                double all = Math.Log(logits.Sum(Math.Exp));
                return lse.At == null ? all : all - At(lse.Binder, lse.At, lse.Body);
            case SoftmaxTerm softmax:
                double share = Math.Exp(At(softmax.Binder, softmax.At, softmax.Body)) / Values(softmax.Binder, softmax.Where, softmax.Body).Sum(term => Math.Exp(term.Value));
                return softmax.IsLessOne ? share - 1 : share;
            default:
                throw new InvalidOperationException(term.GetType().Name);
        }
    }

    public int Integer(IntegerTerm term)
    {
        switch (term)
        {
            case IndexTerm index:
                return _indices[index.Binder];
            case LabelTerm label:
                return sample.Labels[label.Input][0];
            case WildcardInteger wildcard:
                return sample.WildcardIntegers[wildcard.Name];
            case ListLabelTerm label:
                return sample.Labels[label.Input][Integer(label.Position)];
            case ExtentTerm extent:
                return sample.Extents[extent.Axis];
            case ArgumentTerm argument:
                (int Index, double Value) best = (0, double.NaN);
                bool any = false;
                foreach ((int index, double value) in Values(argument.Binder, argument.Where, argument.Body))
                {
                    if (!any || (argument.Kind == ReduceKind.Max ? value > best.Value : value < best.Value))
                        best = (index, value);
                    any = true;
                }

                return best.Index;
            default:
                throw new InvalidOperationException(term.GetType().Name);
        }
    }

    public bool Condition(ConditionTerm term) => term switch
    {
        ConstantCondition constant => constant.Value,
        CompareTerm compare => TermFactory.Holds(compare.Comparison, Real(compare.Left), Real(compare.Right)),
        IntegerCompareTerm compare => TermFactory.Holds(compare.Comparison, Integer(compare.Left), Integer(compare.Right)),
        AndTerm and => and.Operands.All(Condition),
        OrTerm or => or.Operands.Any(Condition),
        NotTerm not => !Condition(not.Operand),
        MemberTerm member => sample.Labels[member.List].Contains(Integer(member.Item)),
        SwitchTerm @switch => sample.Parameters[@switch.Parameter][0] != 0,
        _ => throw new InvalidOperationException(term.GetType().Name),
    };

    /// <summary>What the pieces add to an input's gradient, one upon the other or in its place.</summary>
    public double[] Gradient(Gradient gradient, IReadOnlyList<Binder> resultBinders)
    {
        double[] total = new double[sample.Length(gradient.Input.Axes)];
        foreach (Piece piece in gradient.Pieces)
            ForEach([.. resultBinders.Where(binder => Uses(piece, binder)), .. piece.Binders], 0, () =>
            {
                int place = sample.Offset(gradient.Input.Axes, piece.Subscripts.Select(Integer));
                if (piece.Condition == null || Condition(piece.Condition))
                    total[place] = piece.Overwrites ? Real(piece.Value) : total[place] + Real(piece.Value);
            });
        return total;
    }

    public void ForEach(IReadOnlyList<Binder> binders, int next, Action body)
    {
        if (next == binders.Count)
        {
            body();
            return;
        }

        for (int i = 0; i < sample.Extents[binders[next].Axis]; i++)
        {
            _indices[binders[next]] = i;
            ForEach(binders, next + 1, body);
        }
    }

    private static bool Uses(Piece piece, Binder binder) =>
        piece.Value.Free.Contains(binder) || piece.Condition?.Free.Contains(binder) == true || piece.Subscripts.Any(subscript => subscript.Free.Contains(binder));

    private double At(Binder binder, IntegerTerm at, RealTerm body)
    {
        int index = Integer(at);
        return Under(binder, index, () => Real(body));
    }

    private IEnumerable<(int Index, double Value)> Values(Binder binder, ConditionTerm? where, RealTerm body)
    {
        var values = new List<(int, double)>();
        for (int i = 0; i < sample.Extents[binder.Axis]; i++)
            Under(binder, i, () =>
            {
                if (where == null || Condition(where))
                    values.Add((_indices[binder], Real(body)));
                return 0;
            });
        return values;
    }

    private double Under(Binder binder, int index, Func<double> body)
    {
        bool had = _indices.TryGetValue(binder, out int before);
        _indices[binder] = index;
        double value = body();
        _indices.Remove(binder);
        if (had)
            _indices[binder] = before;
        return value;
    }
}
