using System.Security.Cryptography;
using System.Text;
using VfioActors.Cli.Terminals;
using VfioActors.Exploration.Diagnoses;
using VfioActors.Tracing;
using VfioActors.Tracing.Files;

namespace VfioActors.Cli.Traces;

/// <summary>The folder that traces are written to, under names that say what they show.</summary>
/// <param name="folder">Made when the first trace is written.</param>
/// <param name="assembly">The user's assembly that replaying needs too.</param>
internal sealed class TraceStore(string folder, string? assembly)
{
    /// <summary>Where traces go when nobody says where, below the current folder.</summary>
    public static string UsualFolder { get; } = Path.Combine("artifacts", "traces");

    private const int NameMax = 120;

    /// <summary>Complains when there can be no such folder, before any work is done.</summary>
    /// <param name="isSaid">
    /// Whether somebody said which folder. Where nobody did, nothing may have to be written: then only a file in its
    /// place is complained of.
    /// </param>
    /// <exception cref="UsageException">It is a file, is in one, or nothing can be written there.</exception>
    public TraceStore Checked(bool isSaid)
    {
        if (File.Exists(folder))
        {
            throw new UsageException($"{folder} is a file, and a folder for traces is expected");
        }

        if (WholeFile.FileAbove(folder) is { } file)
        {
            throw new UsageException($"the folder {folder} cannot be made: {file} is a file");
        }

        if (isSaid) { WholeFile.CheckFolder(folder); }
        return this;
    }

    /// <summary>
    /// Writes a trace. Another trace that has the name already, perhaps of another program that runs at the same time,
    /// stays: then a digest is added to the name.
    /// </summary>
    /// <returns>Its path.</returns>
    public string Put(string scenario, string property, IReadOnlyList<string> defects, Trace trace)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"the folder {folder} cannot be made: {failure.Message}");
        }

        using MemoryStream bytes = new();
        TraceWriter.Write(bytes, "", trace);
        var path = Path.Combine(folder, FileName(scenario, property, defects));
        if (IsThere(path, bytes) || TryWrite(path, bytes) || IsThere(path, bytes)) { return path; }
        var other = $"{path[..^TraceFile.Extension.Length]}-{Digest(bytes.ToArray())}{TraceFile.Extension}";
        if (!IsThere(other, bytes)) { TryWrite(other, bytes); }
        return other;
    }

    /// <summary>Writes the trace of a diagnosis.</summary>
    public string Put(Diagnosis diagnosis) =>
        Put(diagnosis.Trace.Header.Scenario, diagnosis.Property, diagnosis.Defects, diagnosis.Trace);

    /// <summary>The command that replays a trace.</summary>
    public string Replay(string path) => Replay(path, assembly);

    /// <summary>The command that replays a trace with a user's assembly, when it needs one.</summary>
    public static string Replay(string path, string? assembly) =>
        $"{Invocation.Again} replay {ShellQuotes.Quoted(path)}"
        + (assembly is null ? "" : $" --assembly {ShellQuotes.Quoted(assembly)}");

    private static bool IsThere(string path, MemoryStream bytes)
    {
        try
        {
            return File.Exists(path) && new FileInfo(path).Length == bytes.Length
                && File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes.ToArray());
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <returns>False when there is a file of that name already.</returns>
    private static bool TryWrite(string path, MemoryStream bytes)
    {
        using FileBeside file = new(path);
        file.Write(bytes.ToArray());
        return file.TryCompleteNew();
    }

    private static string Digest(byte[] bytes) =>
        Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, sizeof(int)));

    /// <summary>A scenario that is a file counts by the file's name: where it is, is of this machine.</summary>
    private static string FileName(string scenario, string property, IReadOnlyList<string> defects)
    {
        var name = string.Concat(
            string.Join('-', [Path.GetFileName(scenario), property, .. defects]).ToLowerInvariant()
                .Select(one => char.IsAsciiLetterOrDigit(one) ? one : '-'));
        if (name.Length > NameMax) { name = $"{name[..NameMax]}-{Digest(Encoding.UTF8.GetBytes(name))}"; }
        return name + TraceFile.Extension;
    }
}
