using System.Collections.Immutable;
using LossGen.Generator.Binding;
using LossGen.Generator.Functions;

namespace LossGen.Generator.Algebra;

/// <summary>
/// Reverse mode over the shared graph: one sweep gives the gradients of all inputs. Each node has one adjoint, a term with
/// that node's free indices; what a child lacks of them is summed. What an input's elements receive comes out as pieces.
/// </summary>
/// <remarks>
/// Adjoints are written in open names (<see cref="TermFactory.OpenHeight"/>), in which the binder of each reduction of the
/// graph is free, so that reductions can be built around them without capture.
/// </remarks>
internal sealed class Differentiator(TermFactory factory, CancellationToken cancellation)
{
    private readonly RowReader _rows = new(factory);
    private readonly Adjoints _adjoints = new(factory);
    private readonly StableTerms _stable = new(factory);
    private readonly TermTable<List<RealTerm>> _received = new();
    private readonly TermTable<Term> _opened = new();

    public ImmutableArray<Gradient> Differentiate(RealTerm value, ImmutableArray<BoundInput> inputs, ImmutableArray<Binder> resultBinders)
    {
        var pieces = new PieceCollector(factory, resultBinders);
        List<RealTerm> order = Order(value);
        // A value that lacks a result's index is that of every one of them.
        RealTerm seed = factory.Upstream(resultBinders);
        foreach (Binder binder in resultBinders.Where(binder => !value.Free.Contains(binder)))
            seed = _adjoints.SumOver(binder, seed);
        _received[value] = [seed];
        for (int i = order.Count - 1; i >= 0; i--)
        {
            cancellation.ThrowIfCancellationRequested();
            if (_received[order[i]] is not { } received)
                continue;
            RealTerm adjoint = factory.Sum(received);
            if (order[i] is LoadTerm load)
                pieces.Add(load.Input, ((LoadTerm)Open(load)).Subscripts, adjoint);
            else
                Propagate(order[i], adjoint);
        }

        return inputs.Where(input => input.HasGradient).Select(input => new Gradient(input, pieces.Of(input))).ToImmutableArray();
    }

    /// <summary>The nodes that slopes pass, children before parents.</summary>
    private List<RealTerm> Order(RealTerm root)
    {
        var order = new List<RealTerm>();
        var seen = new TermSet();
        void Visit(RealTerm node)
        {
            if (!node.IsActive || !seen.Add(node))
                return;
            foreach (RealTerm child in Receivers(node))
                Visit(child);
            order.Add(node);
        }

        Visit(root);
        return order;
    }

    /// <summary>The nodes that an adjoint of this one is handed to: its children, and bodies at an index.</summary>
    private IEnumerable<RealTerm> Receivers(RealTerm node) => node switch
    {
        ReduceTerm { Kind: ReduceKind.Max or ReduceKind.Min } reduce => [BodyAtArgument(reduce)],
        LogSumExpTerm { At: { } at } lse => [lse.Body, factory.Substitute(lse.Body, lse.Binder, at)],
        SelectTerm select => Cases(select).Select(static c => c.Value),
        SoftmaxTerm softmax => [softmax.Body, factory.Substitute(softmax.Body, softmax.Binder, softmax.At)],
        _ => node.Children.OfType<RealTerm>(),
    };

    private void Propagate(RealTerm node, RealTerm adjoint)
    {
        switch (node)
        {
            case SumTerm sum:
                foreach (RealTerm operand in sum.Operands)
                    Give(node, operand, () => adjoint);
                break;
            case ProductTerm product:
                foreach (RealTerm operand in product.Operands)
                    Give(node, operand, () => _adjoints.Map(adjoint, g => factory.Product(product.Operands.Select(other => other == operand ? g : Open(other)))));
                break;
            case PowerTerm power:
                Apply(node, adjoint, factory.Catalogue.Function(Operator.Power), ImmutableArray.Create(power.Base, power.Exponent));
                break;
            case ApplyTerm apply:
                Apply(node, adjoint, apply.Function, apply.Arguments);
                break;
            case SelectTerm { Condition.IsParameterConstant: true } select:
                ConditionTerm isChosen = Open(select.Condition);
                GiveCases(node, select.WhenTrue, adjoint, g => factory.Select(isChosen, g, _adjoints.Absent(Open(select.WhenFalse))));
                GiveCases(node, select.WhenFalse, adjoint, g => factory.Select(isChosen, _adjoints.Absent(Open(select.WhenTrue)), g));
                break;
            case SelectTerm select:
                foreach ((RealTerm value, Func<RealTerm, RealTerm> flow) in Cases(select))
                    Give(node, value, () => _adjoints.Map(adjoint, flow));
                break;
            case ReduceTerm reduce:
                Reduce(reduce, adjoint);
                break;
            case LogSumExpTerm lse:
                LogSumExp(lse, adjoint);
                break;
            case SoftmaxTerm softmax:
                Softmax(softmax, adjoint);
                break;
            default:
                throw new InvalidOperationException($"{node.GetType().Name} has no derivative.");
        }
    }

    /// <summary>
    /// To a side of a choice by parameters, the whole of an adjoint: what the call has decided against has no value that could
    /// be NaN, so no corner concerns it.
    /// </summary>
    private void GiveCases(RealTerm node, RealTerm side, RealTerm adjoint, Func<RealTerm, RealTerm> choose)
    {
        if (side is not SelectTerm select || !LeavesOut(select))
        {
            Give(node, side, () => choose(adjoint));
            return;
        }

        foreach ((RealTerm value, Func<RealTerm, RealTerm> flow) in Cases(select))
            Give(node, value, () => choose(_adjoints.Map(adjoint, flow)));
    }

    /// <summary>
    /// The values of a choice, and what of an adjoint flows to each. Cases that leave something out are one choice with those
    /// around them: handed on one by one, the case before would be gone once its adjoint has been summed.
    /// </summary>
    private IEnumerable<(RealTerm Value, Func<RealTerm, RealTerm> Flow)> Cases(SelectTerm select)
    {
        ConditionTerm condition = Open(select.Condition);
        return Side(select.WhenTrue, g => factory.Select(condition, g, _adjoints.Absent(Open(select.WhenFalse))))
            .Concat(Side(select.WhenFalse, g => factory.Select(condition, _adjoints.Absent(Open(select.WhenTrue)), g)));

        IEnumerable<(RealTerm Value, Func<RealTerm, RealTerm> Flow)> Side(RealTerm value, Func<RealTerm, RealTerm> flow) =>
            value is SelectTerm inner && LeavesOut(inner)
                ? Cases(inner).Select(c => (c.Value, (Func<RealTerm, RealTerm>)(g => flow(c.Flow(g)))))
                : [(value, flow)];
    }

    private static bool LeavesOut(RealTerm value) => value switch
    {
        NumberTerm number => double.IsNaN(number.Value),
        SelectTerm select => LeavesOut(select.WhenTrue) || LeavesOut(select.WhenFalse),
        _ => false,
    };

    private void Apply(RealTerm node, RealTerm adjoint, Function function, ImmutableArray<RealTerm> arguments)
    {
        ImmutableArray<RealTerm> opened = arguments.Select(Open).ToImmutableArray();
        for (int i = 0; i < arguments.Length; i++)
        {
            int argument = i;
            if (function.Derivative[i] != null)
                Give(node, arguments[i], () => _adjoints.Map(adjoint, g => _rows.Slope(function, opened, argument, g)!));
        }
    }

    private void Reduce(ReduceTerm reduce, RealTerm adjoint)
    {
        var open = (ReduceTerm)Open(reduce);
        ConditionTerm? where = reduce.Where == null ? null : Open(reduce.Where);
        RealTerm body = Open(reduce.Body);
        switch (reduce.Kind)
        {
            case ReduceKind.Sum:
                Give(reduce, reduce.Body, () => _adjoints.Where(where, adjoint), reduce.Binder);
                break;
            case ReduceKind.Product:
                Give(reduce, reduce.Body, () => _adjoints.Where(where, _adjoints.Map(adjoint, g => _stable.ProductSlope(open, body, g))), reduce.Binder);
                break;
            default:
                // Where no term passes, no index is the argument.
                ConditionTerm some = factory.Compare(Comparison.NotEqual, open, factory.Number(TermFactory.Identity(reduce.Kind)));
                Give(reduce, BodyAtArgument(reduce), () => _adjoints.Where(some, adjoint));
                break;
        }
    }

    private void LogSumExp(LogSumExpTerm lse, RealTerm adjoint)
    {
        var open = (LogSumExpTerm)Open(lse);
        Binder binder = OpenName(lse.Binder);
        ConditionTerm? where = lse.Where == null ? null : Open(lse.Where);
        RealTerm share = factory.Softmax(open.Binder, open.Where, open.Body, factory.Index(binder));
        if (lse.At == null)
        {
            Give(lse, lse.Body, () => _adjoints.Where(where, _adjoints.Map(adjoint, g => factory.Multiply(g, share))), lse.Binder);
            return;
        }

        RealTerm bodyAt = factory.Substitute(lse.Body, lse.Binder, lse.At);
        Give(lse, bodyAt, () => _adjoints.Map(adjoint, g => factory.Multiply(g, factory.Softmax(open.Binder, open.Where, open.Body, open.At!, isLessOne: true))));
        if (SummedIndex(lse, lse.At) is { } at)
        {
            // Every other index of the sum gives this one the same share.
            RealTerm Others(RealTerm row) => factory.Subtract(_adjoints.SumOver(at, row), factory.Substitute(row, at, factory.Index(binder)));
            RealTerm Shares(RealTerm row) => factory.Multiply(Others(row), share);
            Give(lse, lse.Body, () => _adjoints.Where(where, _adjoints.MapRow(at, adjoint, Shares)), lse.Binder, at);
        }
        else
        {
            ConditionTerm? other = factory.Both(where, factory.Compare(Comparison.NotEqual, factory.Index(binder), open.At!));
            Give(lse, lse.Body, () => _adjoints.Where(other, _adjoints.Map(adjoint, g => factory.Multiply(g, share))), lse.Binder);
        }
    }

    private void Softmax(SoftmaxTerm softmax, RealTerm adjoint)
    {
        var open = (SoftmaxTerm)Open(softmax);
        RealTerm read = factory.Softmax(open.Binder, open.Where, open.Body, open.At);
        Binder binder = OpenName(softmax.Binder);
        ConditionTerm? where = softmax.Where == null ? null : Open(softmax.Where);
        RealTerm share = factory.Softmax(open.Binder, open.Where, open.Body, factory.Index(binder));
        if (SummedIndex(softmax, softmax.At) is { } at)
        {
            RealTerm Mean(RealTerm row) => _adjoints.SumOver(at, _adjoints.Map(row, g => factory.Multiply(g, read)));
            RealTerm Own(RealTerm row) => factory.Substitute(row, at, factory.Index(binder));
            RealTerm Shares(RealTerm row) => factory.Multiply(share, factory.Subtract(Own(row), Mean(row)));
            Give(softmax, softmax.Body, () => _adjoints.Where(where, _adjoints.MapRow(at, adjoint, Shares)), softmax.Binder, at);
            return;
        }

        RealTerm bodyAt = factory.Substitute(softmax.Body, softmax.Binder, softmax.At);
        RealTerm rest = factory.Negate(factory.Softmax(open.Binder, open.Where, open.Body, open.At, isLessOne: true));
        Give(softmax, bodyAt, () => _adjoints.Map(adjoint, g => factory.Product([g, read, rest])));
        ConditionTerm? other = factory.Both(where, factory.Compare(Comparison.NotEqual, factory.Index(binder), open.At));
        Give(softmax, softmax.Body, () => _adjoints.Where(other, _adjoints.Map(adjoint, g => factory.Product([factory.MinusOne, g, read, share]))), softmax.Binder);
    }

    /// <summary>The index, in open names, at which a stable node is read, where the sum over it meets the same row at every index.</summary>
    private static Binder? SummedIndex(RealTerm node, IntegerTerm at)
    {
        (RealTerm body, ConditionTerm? where, Binder binder) = node is LogSumExpTerm lse ? (lse.Body, lse.Where, lse.Binder) : ((SoftmaxTerm)node).Body is var inner
            ? (inner, ((SoftmaxTerm)node).Where, ((SoftmaxTerm)node).Binder) : default;
        return at is IndexTerm { Binder: var index } && index.Axis == binder.Axis && where == null && !body.Free.Contains(index) ? OpenName(index) : null;
    }

    private RealTerm BodyAtArgument(ReduceTerm reduce) =>
        factory.Substitute(reduce.Body, reduce.Binder, factory.Argument(reduce.Kind, reduce.Binder, reduce.Where, reduce.Body));

    /// <summary>Adds to a receiver's adjoint, summed over the indices of the giver that the receiver lacks.</summary>
    /// <param name="own">The binder of the giver, which is free in what its body is given.</param>
    /// <param name="summed">An index that the contribution is summed over already.</param>
    private void Give(RealTerm giver, RealTerm receiver, Func<RealTerm> contribution, Binder? own = null, Binder? summed = null)
    {
        if (!receiver.IsActive)
            return;
        RealTerm given = contribution();
        if (own != null || giver.Free != receiver.Free)
            given = SumOverLacking(giver, receiver, given, own, summed);
        if (given is NumberTerm { Value: 0 })
            return;
        (_received[receiver] ??= []).Add(given);
    }

    private RealTerm SumOverLacking(RealTerm giver, RealTerm receiver, RealTerm given, Binder? own, Binder? summed)
    {
        IEnumerable<Binder> names = giver.Free.Where(name => OpenName(name) != summed);
        if (own != null)
            names = names.Append(own);
        foreach (Binder lacking in names.Where(name => !receiver.Free.Contains(name)).OrderBy(name => name.Height))
            given = _adjoints.SumOver(OpenName(lacking), given, receiver.MayReduceNothing);
        return given;
    }

    private static Binder OpenName(Binder binder) => binder.Height < TermFactory.ResultHeight ? binder with { Height = TermFactory.OpenHeight + binder.Height } : binder;

    private Term Open(Term term)
    {
        if (_opened[term] is { } known)
            return known;
        Term opened = term;
        foreach (Binder binder in term.Free)
            opened = factory.Substitute(opened, binder, factory.Index(OpenName(binder)));
        _opened[term] = opened;
        return opened;
    }

    private RealTerm Open(RealTerm term) => (RealTerm)Open((Term)term);

    private ConditionTerm Open(ConditionTerm term) => (ConditionTerm)Open((Term)term);
}
