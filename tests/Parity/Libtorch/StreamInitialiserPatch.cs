using System.Buffers.Binary;
using System.Text;

namespace LossGen.Parity.Tests.Libtorch;

/// <summary>
/// Rewrites a 64-bit little-endian ELF library that needs <see cref="Symbol"/> of <see cref="Version"/> so that it loads
/// without: the version becomes a weak requirement, the symbol an unversioned reference to a function of the library itself
/// that reads one thread-local flag.
/// </summary>
internal static class StreamInitialiserPatch
{
    public const string Symbol = "_ZSt21ios_base_library_initv";

    private const string Version = "GLIBCXX_3.4.32";
    private const string Harmless = "THSAutograd_isGradEnabled";
    private const uint DynamicSymbols = 11;
    private const uint VersionOfSymbols = 0x6fffffff;
    private const uint RequiredVersions = 0x6ffffffe;
    private const ushort Weak = 2;
    private const ushort GlobalVersion = 1;

    /// <summary>Does nothing to a library that was rewritten before.</summary>
    public static void Apply(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        (int symbols, int symbolsLength, int link) = Section(file, DynamicSymbols);
        int strings = SectionAt(file, link).Offset;
        int harmless = Find(file, strings, Harmless);
        bool changed = false;
        for (int index = 0; index < symbolsLength / 24; index++)
        {
            int symbol = symbols + index * 24;
            if (!IsString(file, strings + Int(file, symbol), Symbol))
                continue;
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(symbol), harmless - strings);
            BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(Section(file, VersionOfSymbols).Offset + index * 2), GlobalVersion);
            changed = true;
        }

        if (!changed)
            return;
        WeakenRequirement(file, strings);

        // A new file in the place of the old one: the old one may be shared with the package folder.
        string rewritten = path + "." + Environment.ProcessId;
        File.WriteAllBytes(rewritten, file);
        File.Move(rewritten, path, overwrite: true);
    }

    // A list of libraries, each with a list of versions; both are linked by distances.
    private static void WeakenRequirement(byte[] file, int strings)
    {
        int library = Section(file, RequiredVersions).Offset;
        while (true)
        {
            int version = library + Int(file, library + 8);
            for (int remaining = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(library + 2)); remaining > 0; remaining--)
            {
                if (IsString(file, strings + Int(file, version + 8), Version))
                    BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(version + 4), Weak);
                version += Int(file, version + 12);
            }

            int next = Int(file, library + 12);
            if (next == 0)
                return;
            library += next;
        }
    }

    private static (int Offset, int Length, int Link) Section(byte[] file, uint type)
    {
        int count = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(60));
        for (int index = 0; index < count; index++)
        {
            if ((uint)Int(file, Header(file, index) + 4) == type)
                return SectionAt(file, index);
        }

        throw new BadImageFormatException($"No section of type {type:x}.");
    }

    private static (int Offset, int Length, int Link) SectionAt(byte[] file, int index)
    {
        int header = Header(file, index);
        return (Int(file, header + 24), Int(file, header + 32), Int(file, header + 40));
    }

    private static int Header(byte[] file, int index) => Int(file, 40) + index * 64;

    private static int Int(byte[] file, int offset) => BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(offset));

    private static int Find(byte[] file, int strings, string text)
    {
        byte[] sought = [0, .. Encoding.ASCII.GetBytes(text), 0];
        return strings + file.AsSpan(strings).IndexOf(sought) + 1;
    }

    private static bool IsString(byte[] file, int offset, string text)
        => file.AsSpan(offset, text.Length).SequenceEqual(Encoding.ASCII.GetBytes(text)) && file[offset + text.Length] == 0;
}
