using LossGen.Generator.Algebra;

namespace LossGen.Generator.Lowering;

/// <summary>
/// The terms that arithmetic is spelled with which are not among its operands: a - b for a + (-1)*b, a/b for a*b^-1, a/b/b for
/// a*b^-2 beside 1/b, -(a*b) for (-1)*a*b, -(2*a) for (-2)*a, -{ a if c; b otherwise } for { -a if c; -b otherwise }. Made once
/// for all kernels of a formula.
/// </summary>
internal sealed class Spelling(TermFactory factory)
{
    private static readonly (Term, RealTerm)[] None = [];

    private readonly TermTable<RealTerm> _denominators = new();
    private readonly TermTable<RealTerm> _reciprocals = new();
    private readonly TermTable<(Term Term, RealTerm Spelled)[]> _beside = new();
    private readonly TermTable<RealTerm> _opposites = new();

    /// <summary>All of them that belong to a term, each with the term that it stands for.</summary>
    public (Term Term, RealTerm Spelled)[] Beside(Term term) =>
        term is SumTerm or ProductTerm or PowerTerm ? _beside[term] ??= Find(term) : None;

    private (Term Term, RealTerm Spelled)[] Find(Term term) => term switch
    {
        SumTerm sum => [.. sum.Operands.Where(static o => o is ProductTerm && IsNegative(o)).Select(o => ((Term)o, factory.Negate(o)))],
        ProductTerm product =>
        [
            .. product.Operands.OfType<PowerTerm>().Where(static p => p.Exponent is NumberTerm { Value: < 0 }).SelectMany(p => Reciprocal(p) is { } reciprocal ? new (Term, RealTerm)[] { (p, Denominator(p)), (p, reciprocal) } : [(p, Denominator(p))]),
            .. Unscaled(product) is { } unscaled ? [(product, unscaled)] : None,
            .. IsNegative(product) && product.Operands.Length > 2 ? [(product, factory.Negate(product))] : None,
        ],
        PowerTerm { Exponent: NumberTerm { Value: < 0 } } power => [(power, Denominator(power))],
        _ => None,
    };

    public static bool IsNegative(RealTerm term) =>
        term is NumberTerm { Value: < 0 } || term is ProductTerm product && product.Operands[0] is NumberTerm { Value: < 0 };

    /// <summary>What stands behind a minus where a term is spelled with one. Of a choice, each case has the other sign.</summary>
    public RealTerm Opposite(RealTerm term) => _opposites[term] ??= term switch
    {
        SelectTerm select => factory.Select(select.Condition, Opposite(select.WhenTrue), Opposite(select.WhenFalse)),
        _ => HasSign(term) ? factory.Negate(term) : term,
    };

    /// <summary>Whether two or more cases have a sign, and each a minus that is an operation.</summary>
    public bool IsNegativeInAll(SelectTerm select) => Minuses(select) is > 1;

    private int? Minuses(RealTerm term) => term switch
    {
        SelectTerm select => Minuses(select.WhenTrue) + Minuses(select.WhenFalse),
        _ when !HasSign(term) => 0,
        SumTerm { IsGrouped: false } sum => sum.Operands.All(IsNegative) ? 1 : null,
        _ => IsNegative(term) && term is ProductTerm ? 1 : null,
    };

    /// <summary>Not 0, and not the 0 or NaN of a corner.</summary>
    private static bool HasSign(RealTerm term) => term is NumberTerm number ? number.Value is < 0 or > 0 : !TermFactory.IsZeroOrNaN(term);

    /// <summary>A product without its number, or null where it has none.</summary>
    public RealTerm? Unscaled(ProductTerm product) =>
        product.Operands.Length > 2 && product.Operands[0] is NumberTerm ? factory.Unscaled(product) : null;

    /// <summary>1/a for a^-2 and a^-3, else null.</summary>
    public RealTerm? Reciprocal(PowerTerm power) =>
        power.Exponent is NumberTerm { Value: -2 or -3 } ? _reciprocals[power] ??= factory.Power(power.Base, factory.Number(-1)) : null;

    public RealTerm Denominator(PowerTerm power) =>
        _denominators[power] ??= factory.Power(power.Base, factory.Number(-((NumberTerm)power.Exponent).Value));
}
