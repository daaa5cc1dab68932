namespace LossGen.Generator.Binding;

/// <summary>The names in view at some place, the innermost first; never changed, only extended.</summary>
internal sealed class Scope
{
    public static readonly Scope Empty = new(null, null);

    private readonly Scope? _outer;
    private readonly Symbol? _symbol;

    private Scope(Scope? outer, Symbol? symbol)
    {
        _outer = outer;
        _symbol = symbol;
    }

    public Scope With(Symbol symbol) => new(this, symbol);

    public Symbol? Find(string name)
    {
        for (Scope scope = this; scope._symbol is not null; scope = scope._outer!)
            if (scope._symbol.Name == name)
                return scope._symbol;
        return null;
    }

    public IEnumerable<Symbol> Symbols
    {
        get
        {
            for (Scope scope = this; scope._symbol is not null; scope = scope._outer!)
                yield return scope._symbol;
        }
    }
}
