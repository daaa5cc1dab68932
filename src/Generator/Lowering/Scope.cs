using LossGen.Generator.Algebra;

namespace LossGen.Generator.Lowering;

/// <summary>How a binder is counted in a scope: by a variable, one at a time or a lane at a time.</summary>
internal sealed record BoundLoop(Variable Index, bool IsLane);

/// <summary>A block under construction: what is known in it, and what its binders are.</summary>
internal sealed class Scope(Scope? parent, Block block, bool isConditional = false)
{
    private readonly Dictionary<Term, Expression> _values = [];
    private readonly List<(ProductTerm Product, Expression Value)> _products = [];
    private readonly Dictionary<Binder, BoundLoop> _binders = [];

    public Scope? Parent { get; } = parent;

    public Block Block { get; } = block;

    /// <summary>Whether the block runs only where a condition on parameters holds: what is costly stays inside.</summary>
    public bool IsConditional { get; } = isConditional;

    public int Depth { get; } = parent is null ? 0 : parent.Depth + 1;

    /// <summary>Whether this scope or one around it is inside a loop whose elements are lanes.</summary>
    public bool InLaneLoop => _binders.Values.Any(static b => b.IsLane) || (Parent?.InLaneLoop ?? false);

    public bool IsLoop => _binders.Count > 0;

    public void Bind(Binder binder, BoundLoop loop) => _binders[binder] = loop;

    public bool Binds(Binder binder) => _binders.ContainsKey(binder);

    public BoundLoop? Find(Binder binder) => _binders.TryGetValue(binder, out var loop) ? loop : Parent?.Find(binder);

    /// <summary>The products that are known here and around, in the order in which they were computed.</summary>
    public IEnumerable<(ProductTerm Product, Expression Value)> Products => Parent is null ? _products : Parent.Products.Concat(_products);

    public void Know(Term term, Expression value)
    {
        _values[term] = value;
        if (term is ProductTerm product)
            _products.Add((product, value));
    }

    public Expression? Find(Term term) => _values.TryGetValue(term, out var value) ? value : Parent?.Find(term);

    public Expression Let(string hint, Expression value)
    {
        if (value is Use)
            return value;
        var variable = new Variable(hint, value.Kind);
        Block.Statements.Add(new Let(variable, value));
        return new Use(variable);
    }
}
