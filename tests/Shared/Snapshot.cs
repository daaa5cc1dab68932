using System.Runtime.CompilerServices;
using System.Text;

namespace LossGen.Testing;

/// <summary>
/// Text that a test compares with a file beside it: <c>Class.Method#hint.verified.ext</c>. What differs is written as
/// <c>.received.</c> and fails the test, as does a file that is missing; the environment variable LOSSGEN_ACCEPT=1 takes
/// what is received as verified, except on CI (CI=true).
/// </summary>
internal static class Snapshot
{
    /// <param name="extension">Without the dot.</param>
    /// <param name="folder">Where the file lies; without it, the folder of the test's source.</param>
    /// <param name="type">The test class; without it, the name of the test's source file.</param>
    public static void Verify(
        string received,
        string hint = "",
        string extension = "txt",
        string? folder = null,
        string? type = null,
        [CallerFilePath] string source = "",
        [CallerMemberName] string method = "")
    {
        folder ??= Path.GetDirectoryName(source)!;
        string name = $"{type ?? Path.GetFileNameWithoutExtension(source)}.{method}{(hint.Length == 0 ? "" : "#" + FileName(hint))}";
        Verify(received, Path.Combine(folder, $"{name}.verified.{extension}"), Path.Combine(folder, $"{name}.received.{extension}"));
    }

    /// <summary>The same with a file of the repository that people read, such as a page of its documentation.</summary>
    public static void VerifyFile(string received, string path) => Verify(received, path, path + ".received.txt");

    private static void Verify(string received, string verifiedPath, string receivedPath)
    {
        received = received.Replace("\r\n", "\n", StringComparison.Ordinal);
        string folder = Path.GetDirectoryName(verifiedPath)!;
        string? verified = File.Exists(verifiedPath) ? File.ReadAllText(verifiedPath).Replace("\r\n", "\n", StringComparison.Ordinal) : null;
        if (verified == received)
        {
            File.Delete(receivedPath);
            return;
        }

        var encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        if (Accepts)
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(verifiedPath, received, encoding);
            File.Delete(receivedPath);
            return;
        }

        Directory.CreateDirectory(folder);
        File.WriteAllText(receivedPath, received, encoding);
        Assert.Fail(verified is null
            ? $"There is no {verifiedPath}. Read {receivedPath}, and run the test with LOSSGEN_ACCEPT=1 if it is right."
            : $"{verifiedPath}\n{FirstDifference(verified, received)}\nRun the test with LOSSGEN_ACCEPT=1 if what is received is right.");
    }

    private static bool Accepts =>
        Environment.GetEnvironmentVariable("LOSSGEN_ACCEPT") == "1" && Environment.GetEnvironmentVariable("CI") != "true";

    private static string FirstDifference(string verified, string received)
    {
        string[] expected = verified.Split('\n');
        string[] actual = received.Split('\n');
        int line = 0;
        while (line < expected.Length && line < actual.Length && expected[line] == actual[line])
            line++;
        return $"differs first at line {line + 1}:\n  verified: {At(expected)}\n  received: {At(actual)}";

        string At(string[] lines) => line < lines.Length ? lines[line] : "(the text ends)";
    }

    private static string FileName(string hint) =>
        string.Concat(hint.Select(character => char.IsLetterOrDigit(character) || character is '-' or '_' or '.' or '+' ? character : '-'));
}
