using LossGen.Generator.Algebra;

namespace LossGen.Generator.Lowering;

/// <summary>How a binder is counted in a scope: by a variable, one at a time or a lane at a time.</summary>
internal sealed record BoundLoop(Variable Index, bool IsLane);

/// <summary>A block under construction: what is known in it, and what its binder is.</summary>
internal sealed class Scope
{
    /// <summary>Of the kernel: by term, where it is known. Most that is asked for is known nowhere, and that is told without a walk outwards.</summary>
    private readonly TermTable<Known> _known;

    private List<(ProductTerm Product, Expression Value)>? _products;
    private Binder? _binder;
    private BoundLoop? _loop;

    /// <summary>The outermost one.</summary>
    public Scope(TermTable<Known> known) => (_known, Block) = (known, new Block());

    public Scope(Scope parent, Block block, bool isConditional = false)
    {
        (Parent, Block, IsConditional) = (parent, block, isConditional);
        _known = parent._known;
        Depth = parent.Depth + 1;
    }

    public Scope? Parent { get; }

    public Block Block { get; }

    /// <summary>Whether the block runs only where a condition on parameters holds: what is costly stays inside.</summary>
    public bool IsConditional { get; }

    public int Depth { get; }

    /// <summary>Whether this scope or one around it is inside a loop whose elements are lanes.</summary>
    public bool InLaneLoop => _loop is { IsLane: true } || Parent is { InLaneLoop: true };

    public bool IsLoop => _binder is not null;

    /// <summary>Makes the scope the body of the loop over a binder.</summary>
    public void Bind(Binder binder, BoundLoop loop) => (_binder, _loop) = (binder, loop);

    public bool BindsIndexOf(Term term)
    {
        if (_binder is null)
            return false;
        foreach (var binder in term.Free)
            if (binder.Equals(_binder))
                return true;
        return false;
    }

    public BoundLoop? Find(Binder binder)
    {
        for (var scope = this; scope is not null; scope = scope.Parent)
            if (scope._binder == binder)
                return scope._loop;
        return null;
    }

    /// <summary>The products that are known here and around, in the order in which they were computed.</summary>
    public void CollectProducts(List<(ProductTerm Product, Expression Value)> products)
    {
        Parent?.CollectProducts(products);
        if (_products is not null)
            products.AddRange(_products);
    }

    public void Know(Term term, Expression value)
    {
        if (term is ProductTerm product)
            (_products ??= []).Add((product, value));
        ref var first = ref _known.At(term);
        for (var known = first; known is not null; known = known.Elsewhere)
        {
            if (known.Scope != this)
                continue;
            known.Value = value;
            return;
        }

        first = new(this, value, first);
    }

    public Expression? Find(Term term)
    {
        Known? nearest = null;
        for (var known = _known[term]; known is not null; known = known.Elsewhere)
            if ((nearest is null || known.Scope.Depth > nearest.Scope.Depth) && known.Scope.IsAround(this))
                nearest = known;
        return nearest?.Value;
    }

    public Expression Let(string hint, Expression value)
    {
        if (value is Use)
            return value;
        var variable = new Variable(hint, value.Kind);
        Block.Statements.Add(new Let(variable, value));
        return new Use(variable);
    }

    /// <summary>Whether it is the scope or one around it.</summary>
    private bool IsAround(Scope scope)
    {
        while (scope.Depth > Depth)
            scope = scope.Parent!;
        return scope == this;
    }
}

/// <summary>A term's value in a scope, and other scopes' values of it.</summary>
internal sealed class Known(Scope scope, Expression value, Known? elsewhere)
{
    public Scope Scope { get; } = scope;

    public Expression Value { get; set; } = value;

    public Known? Elsewhere { get; } = elsewhere;
}
