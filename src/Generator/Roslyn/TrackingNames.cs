namespace LossGen.Generator.Roslyn;

/// <summary>The steps whose reasons to run the tests look at.</summary>
internal static class TrackingNames
{
    public const string Declarations = nameof(Declarations);
    public const string Files = nameof(Files);
    public const string Adapters = nameof(Adapters);
    public const string AdaptersOfReferenced = nameof(AdaptersOfReferenced);
}
