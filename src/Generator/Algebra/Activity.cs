namespace LossGen.Generator.Algebra;

/// <summary>Whether a slope can reach an input through a term.</summary>
internal static class Activity
{
    public static bool IsActive(Term term) => IsActive(term, []);

    public static bool IsActive(Term term, Dictionary<Term, bool> known)
    {
        if (known.TryGetValue(term, out bool active))
            return active;
        active = term switch
        {
            LoadTerm load => load.Input.HasGradient,
            IntegerTerm or ConditionTerm => false,
            ApplyTerm apply => apply.Arguments.Where((_, i) => apply.Function.Derivative.IsEmpty || apply.Function.Derivative[i] != null).Any(argument => IsActive(argument, known)),
            _ => term.Children.Any(child => IsActive(child, known)),
        };
        known.Add(term, active);
        return active;
    }
}
