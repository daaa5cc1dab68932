using System.Collections.Immutable;
using LossGen.Generator.Functions;
using LossGen.Generator.Problems;
using LossGen.Generator.Syntax;

namespace LossGen.Generator.Binding;

/// <summary>Brackets that bind indices.</summary>
internal sealed partial class ExpressionBinder
{
    private readonly record struct Bracket(ImmutableArray<BoundIndex> Indices, BoundCondition? Condition, Scope Scope);

    private object? BindReduction(ReductionSyntax reduction, Scope scope)
    {
        string word = reduction.Word.Text;
        if (catalogue.FindReduction(word) is not { } row)
        {
            return Report(BindingProblems.UnknownReduction, reduction.Word.Range, word, Suggestions.ForReduction(word, catalogue, scope));
        }

        switch (row.Kind)
        {
            case ReductionKind.Any or ReductionKind.All:
                return Report(BindingProblems.NumberNeeded, reduction.Range);
            case ReductionKind.Softmax:
                string index = reduction.Binders.IsEmpty ? "c" : reduction.Binders[0].Name.Text;
                return Report(BindingProblems.SoftmaxUnread, reduction.Range, index, "y");
        }

        if (!CheckArguments(reduction, row) || BindBracket(reduction, scope) is not { } bracket)
            return null;
        if (row.Kind == ReductionKind.Count)
        {
            if (BindCondition(reduction.Arguments[0], bracket.Scope) is not { } counted)
                return null;
            return new BoundReduction(reduction.Range, row, bracket.Indices, And(bracket.Condition, counted), new BoundNumber(reduction.Range, 1), null);
        }

        if (BindReal(reduction.Arguments[0], bracket.Scope) is not { } body)
            return null;
        if (row.Kind is ReductionKind.ArgMax or ReductionKind.ArgMin)
        {
            return CheckOneIndex(reduction, bracket)
                ? new BoundArgument(reduction.Range, row, bracket.Indices[0], bracket.Condition, body)
                : null;
        }

        BoundReal? power = null;
        if (row.Kind == ReductionKind.Norm && (power = BindPower(reduction, bracket.Scope)) is null)
            return null;
        return new BoundReduction(reduction.Range, row, bracket.Indices, bracket.Condition, body, power);
    }

    private BoundQuantifier? BindQuantifier(ReductionSyntax reduction, Reduction row, Scope scope)
    {
        if (!CheckArguments(reduction, row) || BindBracket(reduction, scope) is not { } bracket)
            return null;
        return BindCondition(reduction.Arguments[0], bracket.Scope) is { } body
            ? new BoundQuantifier(reduction.Range, row.Kind == ReductionKind.All, bracket.Indices, bracket.Condition, body)
            : null;
    }

    /// <param name="scope">Of the subscripts.</param>
    /// <param name="ownScope">Of the softmax: another one where it was handed to a definition.</param>
    private BoundSoftmax? BindSoftmax(ReductionSyntax reduction, Reduction row, ImmutableArray<ExpressionSyntax> subscripts, Scope scope, Scope ownScope)
    {
        if (!CheckArguments(reduction, row) || BindBracket(reduction, ownScope) is not { } bracket || !CheckOneIndex(reduction, bracket))
            return null;
        BoundReal? body = BindReal(reduction.Arguments[0], bracket.Scope);
        string index = bracket.Indices[0].Name;
        if (subscripts.Length != 1)
            return Report<BoundSoftmax>(BindingProblems.WrongSubscripts, reduction.Range, "softmax", $"one axis, {bracket.Indices[0].Axis.Name}", $"softmax[{index}](…)[y]");
        BoundInteger? at = BindPosition("softmax", bracket.Indices[0].Axis, subscripts[0], scope);
        return body is null || at is null ? null : new BoundSoftmax(reduction.Range, bracket.Indices[0], bracket.Condition, body, at);
    }

    private bool CheckArguments(ReductionSyntax reduction, Reduction row)
    {
        if (reduction.Arguments.Length >= 1 && reduction.Arguments.Length <= row.MaxArguments)
            return true;
        string bracket = reduction.Binders.IsEmpty ? "i" : Quote(reduction.Binders[0].Range.Through(reduction.Binders[reduction.Binders.Length - 1].Range));
        Report(BindingProblems.WrongArguments, reduction.Range, row.Word, row.MaxArguments == 1 ? "one argument" : "one or two arguments",
            $"{row.Word}[{bracket}]({(row.TakesCondition ? "condition" : row.MaxArguments == 1 ? "…" : "…, p")})");
        return false;
    }

    private bool CheckOneIndex(ReductionSyntax reduction, Bracket bracket)
    {
        if (bracket.Indices.Length == 1)
            return true;
        Report(BindingProblems.OneIndexOnly, reduction.Range, reduction.Word.Text, "its value is a position on one axis");
        return false;
    }

    private BoundReal? BindPower(ReductionSyntax reduction, Scope scope)
    {
        if (reduction.Arguments.Length == 1)
            return new BoundNumber(reduction.Range, 2);
        BoundReal? power = BindReal(reduction.Arguments[1], scope);
        return power is null || IsOfParameters(power)
            ? power
            : Report<BoundReal>(BindingProblems.PowerOfNorm, reduction.Arguments[1].Range, "it is chosen once a call, so hand it to the constructor");
    }

    private static bool IsOfParameters(BoundReal real) => real switch
    {
        BoundNumber or BoundParameterValue => true,
        BoundCall call => call.Arguments.All(IsOfParameters),
        _ => false,
    };

    private Bracket? BindBracket(ReductionSyntax reduction, Scope scope)
    {
        ImmutableArray<SyntaxNode> uses = IndexRange.Uses(reduction);
        Scope pending = IndexRange.WithPending(reduction.Binders, uses, scope);
        var indices = ImmutableArray.CreateBuilder<BoundIndex>();
        BoundCondition? condition = null;
        bool isBroken = reduction.Binders.IsEmpty;
        Scope inner = scope;
        foreach (BinderSyntax binder in reduction.Binders)
        {
            if (!_names.Check(binder.Name, inner) || AxisOf(binder, uses, pending, scope) is not { } axis)
            {
                isBroken = true;
                continue;
            }

            var index = new BoundIndex(binder.Name.Text, axis);
            indices.Add(index);
            inner = inner.With(new IndexSymbol(index));
            if (binder.Axis is { } list && scope.Find(list.Text) is not AxisSymbol)
            {
                BoundInput member = BindList(new ReferenceSyntax(list.Range, list.Text), scope)!;
                condition = And(condition, new BoundMembership(binder.Range, new BoundIndexValue(binder.Name.Range, index), member));
            }

            if (binder.Constraint is null)
                continue;
            foreach (ReferenceSyntax early in FreeNames.Of(binder.Constraint, inner).Where(name => reduction.Binders.Any(other => other.Name.Text == name.Name)))
                if (_unknown.Add(early.Name))
                    Report(BindingProblems.UnknownName, early.Range, early.Name, "it is bound behind this, and a constraint uses indices before it");
            if (BindCondition(binder.Constraint, inner) is { } constraint)
                condition = And(condition, constraint);
            else
                isBroken = true;
        }

        if (!isBroken && reduction.Condition is not null)
        {
            BoundCondition? narrowing = BindCondition(reduction.Condition, inner);
            isBroken = narrowing is null;
            condition = narrowing is null ? null : And(condition, narrowing);
        }

        return isBroken ? null : new Bracket(indices.ToImmutable(), condition, inner);
    }

    private static BoundCondition And(BoundCondition? left, BoundCondition right) =>
        left is null ? right : new BoundAnd(left.Range.Through(right.Range), left, right);

    /// <summary>The axis that a bracket's index runs over, or null with the mistake told.</summary>
    /// <param name="pending">The scope in which the bracket's indices are known by name.</param>
    /// <param name="scope">The scope around the bracket.</param>
    private BoundAxis? AxisOf(BinderSyntax binder, ImmutableArray<SyntaxNode> uses, Scope pending, Scope scope)
    {
        string name = binder.Name.Text;
        if (binder.Axis is { } written)
        {
            switch (scope.Find(written.Text))
            {
                case AxisSymbol axis:
                    return axis.Axis;
                case InputSymbol { Input.Kind: InputKind.LabelList } or ArgumentSymbol:
                    if (BindList(new ReferenceSyntax(written.Range, written.Text), scope) is not { } list)
                        return null;
                    return list.LabelAxis;
                case InputSymbol { Input.Kind: InputKind.Label } label:
                    return Report<BoundAxis>(BindingProblems.UnknownAxis, written.Range, written.Text, $"it is a label on {label.Input.LabelAxis!.Name}, so write {name} in {label.Input.LabelAxis.Name}, or {name} == {written.Text} as a condition");
                case { } symbol:
                    return Report<BoundAxis>(BindingProblems.UnknownAxis, written.Range, written.Text, $"it is {symbol.Kind}");
                default:
                    return Report<BoundAxis>(BindingProblems.UnknownAxis, written.Range, written.Text, Suggestions.ForAxis(written.Text, scope));
            }
        }

        IndexRange.Answer answer = _ranges.Find(name, uses, pending);
        if (answer.Single is { } single)
            return single;
        if (answer.UnknownArray is { } array)
        {
            ReportUnknown(array, scope, isArray: true);
            return null;
        }

        if (answer.Places.IsEmpty)
        {
            // What keeps the index from telling its range is the better message.
            int told = problems.Items.Count;
            if (answer.Computed is { } computed)
                return Report<BoundAxis>(BindingProblems.BadSubscript, computed.Range, HintForComputed("x"));
            foreach (ReferenceSyntax unknown in uses.SelectMany(use => FreeNames.Of(use, pending)))
                ReportUnknown(unknown, scope);
            string[] axes = scope.Symbols.OfType<AxisSymbol>().Select(symbol => $"'{name} in {symbol.Name}'").Reverse().ToArray();
            return problems.Items.Count > told
                ? null
                : Report<BoundAxis>(BindingProblems.RangeUnknown, binder.Name.Range, name, axes.Length == 0
                    ? "no array here has an axis"
                    : $"write {string.Join(" or ", axes)}, or use it as a subscript");
        }

        string places = string.Join(" and over ", answer.Places.GroupBy(place => place.Axis).Select(places => $"{places.Key.Name} in {Quote(places.First().Range)}"));
        string choices = answer.AreSubscripts
            ? $"write an index for each, as in [{string.Join(", ", answer.Axes.Select((axis, i) => $"{(i == 0 ? name : name + (i + 1))} in {axis.Name}"))}], or declare one axis for both"
            : "write " + string.Join(" or ", answer.Axes.Select(axis => $"'{name} in {axis.Name}'"));
        return Report<BoundAxis>(BindingProblems.RangeAmbiguous, binder.Name.Range, name, places, choices);
    }

    /// <inheritdoc cref="AxisOf"/>
    public BoundAxis? RangeOf(BinderSyntax binder, ImmutableArray<SyntaxNode> uses, Scope pending, Scope scope) => AxisOf(binder, uses, pending, scope);

    public BoundReduction Sum(TextRange range, ImmutableArray<BoundIndex> indices, BoundCondition? condition, BoundReal body) =>
        new(range, catalogue.Reductions.First(row => row.Kind == ReductionKind.Sum), indices, condition, body, null);
}
