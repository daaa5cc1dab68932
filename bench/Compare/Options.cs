namespace LossGen.Bench;

/// <summary>What was asked for.</summary>
/// <param name="IsQuick">The short run.</param>
/// <param name="Names">To what a run is limited, losses, Ctc or Generator; none for all.</param>
/// <param name="Out">The file that keeps the tables, or null.</param>
/// <param name="Against">A file of an earlier run that this one is compared with, or null.</param>
internal sealed record Options(bool IsQuick, string[] Names, string? Out, string? Against)
{
    public bool IsFull => !IsQuick && Names.Length == 0;

    /// <summary>Null where something isn't understood.</summary>
    public static Options? Of(ReadOnlySpan<string> arguments, string committed)
    {
        var options = new Options(false, [], null, null);
        for (; arguments.Length > 0; arguments = arguments[1..])
        {
            switch (arguments)
            {
                case ["--quick", ..]:
                    options = options with { IsQuick = true };
                    break;
                case ["--out", string file, ..]:
                    options = options with { Out = file };
                    arguments = arguments[1..];
                    break;
                case ["--against", string file, ..]:
                    options = options with { Against = file };
                    arguments = arguments[1..];
                    break;
                case [['-', ..], ..]:
                    return null;
                case [string name, ..]:
                    options = options with { Names = [.. options.Names, name] };
                    break;
            }
        }

        // What is committed is a full run, unless it is asked for otherwise.
        return options.IsFull ? options with { Out = options.Out ?? committed } : options;
    }
}
