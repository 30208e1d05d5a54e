using System.Globalization;
using System.Text;
using System.Text.Json;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Checkpoints;

/// <summary>A file from which a search that was ended early can go on.</summary>
/// <remarks>
/// Two lines of text, then blocks of bytes. The first line says what the file is and in which format, the second is a
/// <see cref="CheckpointHeader"/>. Each block carries a digest of itself and of all before it, so that a file that is
/// cut off or changed is noticed where it is. It is not signed: who can write it can make it say anything.
/// </remarks>
public sealed class Checkpoint
{
    /// <summary>How the name of such a file ends.</summary>
    public const string Extension = ".vcheck";

    /// <summary>The version of the format that is written; no other is read.</summary>
    public const int CurrentFormat = 2;

    private const string Word = "vfioactors-checkpoint";
    private const int FirstLineMax = 64;
    private const int HeaderMax = 1 << 20;

    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        MaxDepth = 8,
    };

    private Checkpoint(string path, CheckpointHeader header, byte[] lines) =>
        (Path, Header, Lines) = (path, header, lines);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Which search it is of.</summary>
    public CheckpointHeader Header { get; }

    /// <summary>The two lines of text.</summary>
    private byte[] Lines { get; }

    /// <summary>Reads which search a file is of.</summary>
    /// <exception cref="CheckpointException">It cannot be read, or is no such file.</exception>
    public static Checkpoint Open(string path)
    {
        using var input = Input(path);
        var first = Line(path, input, FirstLineMax, "line 1");
        CheckFirst(path, first);
        var second = Line(path, input, HeaderMax, "line 2");
        return new(path, Parse(path, second), [.. first, .. second]);
    }

    /// <summary>Whether a file begins as one of these, of whatever version.</summary>
    public static bool IsOne(string path)
    {
        try
        {
            using var input = Input(path);
            var first = new byte[Word.Length];
            return input.ReadAtLeast(first, first.Length, throwOnEndOfStream: false) == first.Length
                && first.AsSpan().SequenceEqual(Encoding.ASCII.GetBytes(Word));
        }
        catch (CheckpointException)
        {
            return false;
        }
    }

    /// <summary>The lines of a header, with which a file begins.</summary>
    internal static byte[] LinesOf(CheckpointHeader header) =>
        [.. Encoding.UTF8.GetBytes($"{Word} {CurrentFormat}\n"), .. JsonSerializer.SerializeToUtf8Bytes(header, Plain),
            (byte)'\n'];

    /// <summary>Begins to read what follows the two lines.</summary>
    /// <exception cref="CheckpointException">It cannot be read, or is another file by now.</exception>
    internal CheckpointReader Read()
    {
        var input = Input(Path);
        var lines = new byte[Lines.Length];
        if (input.ReadAtLeast(lines, lines.Length, throwOnEndOfStream: false) == lines.Length
            && lines.AsSpan().SequenceEqual(Lines))
        {
            return new(Path, input, Lines);
        }

        input.Dispose();
        throw new CheckpointException(Path, null, "changed while it was read");
    }

    private static FileStream Input(string path)
    {
        try
        {
            return Directory.Exists(path)
                ? throw new CheckpointException(path, null, "is a directory, and a checkpoint is expected")
                : new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException
            or NotSupportedException)
        {
            throw new CheckpointException(path, null, failure is FileNotFoundException or DirectoryNotFoundException
                ? "there is no such file" : $"cannot be read: {failure.Message}", failure);
        }
    }

    /// <summary>A line with its end.</summary>
    private static byte[] Line(string path, FileStream input, int most, string where)
    {
        List<byte> line = [];
        while (line.Count < most)
        {
            var next = input.ReadByte();
            if (next < 0) { throw new CheckpointException(path, where, "the file ends within it: no checkpoint"); }
            line.Add((byte)next);
            if (next == '\n') { return [.. line]; }
        }

        throw new CheckpointException(path, where, $"is longer than {most} bytes: no checkpoint");
    }

    private static void CheckFirst(string path, byte[] line)
    {
        var words = Encoding.Latin1.GetString(line).TrimEnd('\n').Split(' ');
        if (words is not [Word, var version])
        {
            throw new CheckpointException(path, "line 1", $"is not '{Word} {CurrentFormat}': no checkpoint");
        }

        if (version == $"{CurrentFormat}") { return; }
        var shown = string.Concat(version.Select(one => char.IsAsciiLetterOrDigit(one) ? one : '?'));
        throw new CheckpointException(path, "line 1", $"format version {shown}, accepted is {CurrentFormat}");
    }

    private static CheckpointHeader Parse(string path, byte[] line)
    {
        try
        {
            var header = JsonSerializer.Deserialize<CheckpointHeader>(line, Plain)
                ?? throw new CheckpointException(path, "line 2", "is no header of a checkpoint");
            Check(path, header);
            return header;
        }
        catch (JsonException failure)
        {
            throw new CheckpointException(path, "line 2", $"is no header of a checkpoint{At(failure)}", failure);
        }
    }

    /// <summary>What no search can have.</summary>
    private static void Check(string path, CheckpointHeader header)
    {
        CheckNames(path, header);
        (string Key, double Count, double Least, double Most)[] counts =
        [
            ("losses", header.Losses, 0, BagFaults.Most),
            ("repeats", header.Repeats, 0, BagFaults.Most),
            ("preemptions", header.Preemptions ?? 0, 0, int.MaxValue),
            ("workers", header.Workers, 1, int.MaxValue),
            ("runsMax", header.RunsMax ?? 0, 0, double.MaxValue),
            ("runs", header.Runs, 0, double.MaxValue),
            ("states", header.States ?? 0, 0, double.MaxValue),
            ("seconds", header.Seconds, 0, TimeSpan.MaxValue.TotalSeconds),
        ];
        foreach (var (key, count, least, most) in counts)
        {
            if (count >= least && count <= most) { continue; }
            var accepted = most > BagFaults.Most ? $"at least {least}" : $"{least} to {most}";
            var shown = count.ToString(CultureInfo.InvariantCulture);
            throw new CheckpointException(path, "line 2", $"has \"{key}\" {shown}, accepted is {accepted}");
        }

        if (header.Delivery == DeliveryNames.NameOf(Delivery.Bag) || header.Losses + header.Repeats == 0) { return; }
        throw new CheckpointException(
            path, "line 2", $"has \"losses\" or \"repeats\" with \"delivery\" {header.Delivery}, which has none");
    }

    private static void CheckNames(string path, CheckpointHeader header)
    {
        string?[] listed =
        [
            .. header.Parameters.SelectMany(one => new string?[] { one.Key, one.Value }),
            .. header.Defects,
            .. header.Properties,
        ];
        if (listed.Contains(null))
        {
            throw new CheckpointException(path, "line 2", "has null where a name or a value is expected");
        }

        if (DeliveryNames.Find(header.Delivery) is null)
        {
            throw new CheckpointException(path, "line 2",
                $"has \"delivery\" '{header.Delivery}', accepted: {string.Join(", ", DeliveryNames.All)}");
        }
    }

    private static string At(JsonException failure) =>
        failure.BytePositionInLine is { } place ? $", at its byte {place}" : "";
}
