namespace LossGen.Generator.Functions;

/// <summary>The named numbers of the language.</summary>
internal static class Constants
{
    public static readonly (string Name, double Value)[] All = [("pi", Math.PI), ("inf", double.PositiveInfinity)];

    public static double? Find(string name)
    {
        foreach ((string constant, double value) in All)
            if (constant == name)
                return value;
        return null;
    }
}
