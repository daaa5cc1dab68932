using System.Collections.Immutable;
using LossGen.Generator.Algebra;
using LossGen.Generator.Binding;

namespace LossGen.Generator.Lowering;

/// <summary>Integers, ignored samples, label lists, and what is written.</summary>
internal sealed partial class KernelBuilder
{
    /// <summary>Mode Samples: the elements of the lane whose sample isn't ignored, where the formula can ignore any.</summary>
    private Expression? _counted;

    // Integers ------------------------------------------------------------------------------------------------------

    /// <summary>nint where the whole lane shares it, else numbers in a lane.</summary>
    private Expression EvaluateInteger(IntegerTerm term, Scope scope)
    {
        if (scope.Find(term) is { } known)
            return known;
        if (term is IndexTerm { Binder: var binder })
        {
            var loop = scope.Find(binder) ?? throw new InvalidOperationException($"The index {binder} is bound nowhere.");
            if (!loop.IsLane)
                return new Use(loop.Index);
        }

        var place = Place(term, scope);
        var value = ComputeInteger(term, place);
        if (value is ExtentOf)
            return value;
        value = place.Let(Hint(term), value);
        place.Know(term, value);
        return value;
    }

    private Expression ComputeInteger(IntegerTerm term, Scope place)
    {
        switch (term)
        {
            case IndexTerm { Binder: var binder }:
                return new Indices(new Use(place.Find(binder)!.Index));

            case LabelTerm { Input: var input }:
                if (_mode == LaneMode.Axis)
                    return new LoadLabel(ArrayOf(input), new Use(Position));
                Expression labels = new LoadLabels(ArrayOf(input), new Use(Position));
                return _counted is null ? labels : Lane("Select", ValueKind.Lane, _counted, labels, new LaneNumber(0));

            case ListLabelTerm { Input: var input, Position: var position }:
                var index = EvaluateInteger(position, place);
                var array = ArrayOf(input);

                // Beyond the list of a sample stands what is no index, and the argmax of an empty one is beyond it.
                bool mayBeBeyond = _mode == LaneMode.Samples || position is not IndexTerm;
                var length = mayBeBeyond ? EvaluateInteger(_factory.Extent(input.Axes[0]), place) : new IntegerNumber(0);
                if (_mode == LaneMode.Axis)
                {
                    var label = new LoadLabel(array, AddressInSample(input.Axes, index));
                    return mayBeBeyond ? new Conditional(new Infix("<", index, length, ValueKind.Bool), label, new IntegerNumber(0)) : label;
                }

                return index.Kind == ValueKind.Lane
                    ? new GatherLabels(array, RowOf(input.Axes), index, AsLane(length), Stride, Step)
                    : Lane("Select", ValueKind.Lane, Lane("Less", ValueKind.Mask, AsLane(index), AsLane(length)), new LoadLabels(array, AddressInSample(input.Axes, index)), new LaneNumber(0));

            case ExtentTerm { Axis: { List: { } list } }:
                if (list.Until is not { } until)
                    return new ExtentOf(list.Axes[0]);
                Expression row = RowOf(list.Axes), extent = new ExtentOf(list.Axes[0]);
                return _mode == LaneMode.Axis
                    ? new ListLength(ArrayOf(list), row, extent, new IntegerNumber(1), until)
                    : new ListLengths(ArrayOf(list), row, extent, new Use(Inner), until);

            case ExtentTerm { Axis: var axis }:
                return new ExtentOf(axis);

            case ArgumentTerm argument:
                var found = Evaluate(Search(argument), place);
                return _mode == LaneMode.Axis
                    ? new ToInteger(found, new ExtentOf(argument.Binder.Axis))
                    : Lane("Select", ValueKind.Lane, Lane("Less", ValueKind.Mask, found, new LaneNumber(double.PositiveInfinity)), found, new LaneNumber(0));

            default:
                throw new InvalidOperationException($"Lowering has no case for {term.GetType().Name}.");
        }
    }

    // Ignored samples -----------------------------------------------------------------------------------------------

    /// <summary>A sample that isn't read: nothing of it is loaded, its loss and its gradients are 0.</summary>
    private void IgnoreSamples()
    {
        foreach (var input in _loss.Loss.Inputs.Where(static i => i.Ignoring is not null))
        {
            Expression ignored = input.Ignoring switch
            {
                BoundParameterValue { Parameter: var parameter } => new ParameterOf(parameter, _mode == LaneMode.Axis ? ValueKind.Integer : ValueKind.Lane),
                BoundNumber { Value: var value } => _mode == LaneMode.Axis ? new IntegerNumber((long)value) : new LaneNumber(value),
                _ => throw new InvalidOperationException("A label is ignored by a number or a parameter."),
            };
            if (_mode == LaneMode.Axis)
            {
                var label = _sample.Let(Hint(_factory.Label(input)), new LoadLabel(ArrayOf(input), new Use(Position)));
                _sample.Know(_factory.Label(input), label);
                var skip = new Block();
                if (_kind == KernelKind.Gradient)
                    foreach (var gradient in _loss.Gradients.Where(static g => !g.Input.IsShared && !g.IsSaved))
                        skip.Statements.Add(ClearRow(gradient));
                if (_kind == KernelKind.Value)
                    skip.Statements.Add(new Clear(ArrayOf(ArrayRole.Losses), RowOf(ResultAxes), Length(ResultAxes)));
                skip.Statements.Add(new Skip());
                _sample.Block.Statements.Add(new If(new Infix("==", label, ignored, ValueKind.Bool), skip, null));
            }
            else
            {
                var counted = Lane("NotEqual", ValueKind.Mask, new LoadLabels(ArrayOf(input), new Use(Position)), ignored);
                _counted = _sample.Let("counted", _counted is null ? counted : new Infix("&", _counted, counted, ValueKind.Mask));
            }
        }
    }

    private Statement ClearRow(Gradient gradient)
    {
        var clear = new Clear(GradientArray(gradient.Input), RowOf(gradient.Input.Axes), Length(gradient.Input.Axes));
        if (IsRequired(gradient))
            return clear;
        var then = new Block();
        then.Statements.Add(clear);
        return new If(Fixed("wants" + Raised(gradient.Input.Name), new Wanted(gradient.Input)), then, null);
    }

    private static Expression Length(ImmutableArray<BoundAxis> axes) =>
        axes.Select(static a => (Expression)new ExtentOf(a)).Aggregate((Expression)new IntegerNumber(1), Multiply);

    /// <summary>0 in the elements whose sample is ignored.</summary>
    private Expression Counted(Expression value) =>
        _counted is null ? value : Lane("Select", ValueKind.Lane, _counted, value, new LaneNumber(0));

    // Label lists ---------------------------------------------------------------------------------------------------

    private IEnumerable<BoundInput> MarkedLists => _loss.Loss.Inputs.Where(static i => i.Kind == InputKind.LabelList);

    private KernelArray Membership(BoundInput list) => new(ArrayRole.Membership, list.Name + "Members", false, Input: list);

    private Expression IsMarked(MemberTerm member, Scope place)
    {
        var array = Membership(member.List);
        bool alongLane = member.Item is IndexTerm { Binder: var binder } && place.Find(binder) is { IsLane: true };
        Expression element = alongLane
            ? new LoadLane(array, new Use(place.Find(((IndexTerm)member.Item).Binder)!.Index))
            : new LoadBroadcast(array, EvaluateInteger(member.Item, place));
        return Lane("NotEqual", ValueKind.Mask, element, new LaneNumber(0));
    }

    /// <summary>Which classes are in the list, as an array over the classes: set before the sample, taken back after it.</summary>
    private void MarkLists(bool on)
    {
        if (_mode != LaneMode.Axis || _kind == KernelKind.Divisor)
            return;
        foreach (var list in MarkedLists.Where(_askedForMembers.Contains))
        {
            var length = EvaluateInteger(_factory.Extent(list.Axes[0]), _sample);
            if (on)
            {
                _arrays.Add(Membership(list) with { Scratch = _scratchAxes.Count });
                _scratchAxes.Add(ImmutableArray.Create(list.LabelAxis!));
            }

            _sample.Block.Statements.Add(new Mark(Membership(list), ArrayOf(list), RowOf(list.Axes), length, on));
        }
    }

    private const int ZeroHeight = 4_000;

    // Gradients -----------------------------------------------------------------------------------------------------

    private bool IsRequired(Gradient gradient) => gradient == _loss.Gradients[0];

    /// <summary>When somebody asks for it, or for what reads it.</summary>
    private Need NeedOf(Gradient gradient)
    {
        var wanted = gradient.IsSaved ? gradient.Readers : ImmutableArray.Create(gradient.Input);
        return wanted.Contains(_loss.Gradients[0].Input)
            ? Need.Always
            : wanted.Aggregate(Need.Never, static (need, input) => need.Or(Need.Always.And(new Literal(null, input, true))));
    }

    /// <summary>
    /// The first piece writes, if it reaches every position; else zeros are written first. The others add, but for one that
    /// stands in the place of the first.
    /// </summary>
    private IEnumerable<StoreAction> Stores(Gradient gradient)
    {
        var need = _kind == KernelKind.Shared && _loss.Gradients.Count(static g => !g.Pieces.IsEmpty) == 1 ? Need.Always : NeedOf(gradient);
        bool writes = gradient.Input.IsShared;
        if (!writes && (gradient.Pieces.IsEmpty || !IsDense(gradient.Pieces[0])))
        {
            var binders = gradient.Input.Axes.Select((axis, k) => new Binder(axis, ZeroHeight + k)).ToImmutableArray();
            var zero = new Piece(binders, binders.Select(b => (IntegerTerm)_factory.Index(b)).ToImmutableArray(), null, _factory.Number(0));
            writes = true;
            yield return new StoreAction(gradient, zero, true, binders, need, 0);
        }

        int rank = 1;
        foreach (var piece in _kind == KernelKind.Shared ? gradient.Pieces.Select(AddedWhere) : gradient.Pieces)
        {
            yield return new StoreAction(gradient, piece, !writes || piece.Overwrites, LoopOrder(piece), need, writes ? rank++ : 0);
            writes = true;
            if (piece.Overwrites)
                _notes?.Add($"{GradientArray(gradient.Input).Name}[{_printer!.Print(piece.Subscripts[0])}] is written over what stands in the row");
        }
    }

    /// <summary>Where the value is 0 but for a condition, nothing is added but for it.</summary>
    private Piece AddedWhere(Piece piece) => piece.Value is SelectTerm { Condition.IsParameterConstant: false, WhenFalse: NumberTerm { Value: 0 } } select
        ? AddedWhere(piece with { Condition = _factory.Both(piece.Condition, select.Condition), Value = select.WhenTrue })
        : piece;

    private static bool IsDense(Piece piece) =>
        piece.Subscripts.All(static s => s is IndexTerm) && piece.Subscripts.Distinct().Count() == piece.Subscripts.Length;

    /// <summary>Subscripts from the first to the last, so that the last axis is innermost; indices that are summed over come first.</summary>
    private ImmutableArray<Binder> LoopOrder(Piece piece)
    {
        var subscripts = new List<Binder>(piece.Subscripts.Length);
        foreach (var subscript in piece.Subscripts)
            if (subscript is IndexTerm { Binder: var binder })
                Add(binder, subscripts);
        var summed = new List<Binder>();
        foreach (var subscript in piece.Subscripts)
            AddAll(subscript.Free);
        AddAll(piece.Value.Free);
        AddAll(piece.Condition?.Free ?? ImmutableArray<Binder>.Empty);
        return summed.OrderBy(static b => b.Height).Concat(subscripts).ToImmutableArray();

        void AddAll(ImmutableArray<Binder> binders)
        {
            foreach (var binder in binders)
                if (!subscripts.Contains(binder))
                    Add(binder, summed);
        }

        void Add(Binder binder, List<Binder> binders)
        {
            if (!binder.Equals(_rowBinder) && !binders.Contains(binder))
                binders.Add(binder);
        }
    }

    /// <summary>
    /// What a block of samples adds is summed apart, from 0, and then added: of N additions one after the other, in float, not
    /// much would be left.
    /// </summary>
    /// <returns>What is done after the samples.</returns>
    private Block SumBlocks(IReadOnlyList<StoreAction> stores)
    {
        var end = new Scope(_row, new Block());
        foreach (var input in stores.Select(static s => s.Gradient.Input).Distinct())
        {
            var array = SumOf(input);
            _arrays.Add(array);
            var length = Length(RowAxes(input));
            var need = stores.First(s => s.Gradient.Input == input).Need;
            Guarded(_row, need, inner => inner.Block.Statements.Add(new Clear(array, new IntegerNumber(0), length)));
            Guarded(end, need, inner => inner.Block.Statements.Add(
                new AddRow(array, GradientArray(input), _rowBinder is null ? new IntegerNumber(0) : Multiply(new Use(Row), length), length)));
        }

        return end.Block;
    }

    private static KernelArray SumOf(BoundInput input) => new(ArrayRole.BlockSum, input.Name + "Sum", false, Input: input);

    /// <summary>The axes of a row of a shared array, or of all of it.</summary>
    private ImmutableArray<BoundAxis> RowAxes(BoundInput input) => _rowBinder is null ? input.Axes : input.Axes.RemoveAt(0);

    private void Perform(LoopAction action, Scope scope)
    {
        switch (action)
        {
            case FinishAction finish:
                var indices = finish.Binders.Select(b => (Expression)new Use(scope.Find(b)!.Index)).ToArray();
                bool alongLane = _mode == LaneMode.Samples || scope.Find(finish.Binders[finish.Binders.Length - 1])!.IsLane;
                scope.Block.Statements.Add(new Finish(
                    Counted(Evaluate(finish.Value, scope)), null, AddressInSample(ResultAxes, Linear(ResultAxes, indices)), alongLane, finish.Sum));
                break;
            case StoreAction store:
                Perform(store, scope);
                break;
        }
    }

    private void Perform(StoreAction store, Scope scope)
    {
        var piece = store.Piece;
        if (piece.Condition is not null && EvaluateCondition(piece.Condition, scope) is var condition)
        {
            // Where a whole row shares the condition it is a branch: what it excludes may stand at no index at all.
            if (condition.Kind == ValueKind.Mask && !store.IsWrite && _mode == LaneMode.Axis && !scope.InLaneLoop)
                condition = Lane("Any", ValueKind.Bool, condition);
            if (condition.Kind == ValueKind.Bool && !store.IsWrite)
            {
                var inner = new Scope(scope, new Block());
                Write(store, Evaluate(piece.Value, inner), inner);
                scope.Block.Statements.Add(new If(condition, inner.Block, null));
                return;
            }

            var value = Evaluate(piece.Value, scope);
            Write(store, condition.Kind == ValueKind.Bool
                ? new Conditional(condition, value, new LaneNumber(0))
                : Lane("Select", ValueKind.Lane, condition, value, new LaneNumber(0)), scope);
            return;
        }

        Write(store, Evaluate(piece.Value, scope), scope);
    }

    private void Write(StoreAction store, Expression value, Scope scope)
    {
        var input = store.Gradient.Input;
        var array = store.Gradient.IsSaved ? SavedArray(input) : GradientArray(input);
        var (subscripts, axes) = (store.Piece.Subscripts, input.Axes);
        if (_kind == KernelKind.Shared)
        {
            (array, axes) = (SumOf(input), RowAxes(input));
            subscripts = subscripts.RemoveRange(0, subscripts.Length - axes.Length);
        }

        var indices = Indices(subscripts, scope, out bool alongLane);
        var linear = Linear(axes, indices);
        value = Counted(value);
        var statements = scope.Block.Statements;
        if (Scattered(axes, indices) is var (index, stride))
        {
            statements.Add(input.IsShared
                ? new Scatter(array, linear, index, stride, new IntegerNumber(0), value, IsAdded: true)
                : new Scatter(array, AddressInSample(input.Axes, linear), index, Multiply(stride, Stride), Step, value, IsAdded: !store.IsWrite));
            return;
        }

        var address = input.IsShared ? linear : store.Gradient.IsSaved ? AddressInBlock(input.Axes, linear) : AddressInSample(input.Axes, linear);
        if (_mode == LaneMode.Samples && input.IsShared)
            statements.Add(new AddSum(array, address, value));
        else if (store.IsWrite)
            statements.Add(new Store(array, address, value, alongLane || _mode == LaneMode.Samples));
        else
            statements.Add(new AddTo(array, address, value, alongLane || _mode == LaneMode.Samples));
    }
}
