using System.Security.Cryptography;
using System.Text;
using VfioActors.Exploration.Diagnoses;
using VfioActors.Tracing;

namespace VfioActors.Cli.Traces;

/// <summary>The folder that traces are written to, under names that say what they show.</summary>
/// <param name="folder">Made when the first trace is written.</param>
/// <param name="assembly">The user's assembly that replaying needs too.</param>
internal sealed class TraceShelf(string folder, string? assembly)
{
    /// <summary>Where traces go when nobody says where, below the current folder.</summary>
    public static string UsualFolder { get; } = Path.Combine("artifacts", "traces");

    private const int NameMax = 120;

    /// <summary>Complains when the folder is a file, before any work is done.</summary>
    public TraceShelf Checked() => File.Exists(folder)
        ? throw new UsageException($"{folder} is a file, and a folder for traces is expected")
        : this;

    /// <summary>Writes a trace.</summary>
    /// <returns>Its path.</returns>
    public string Put(string scenario, string property, IReadOnlyList<string> defects, Trace trace)
    {
        var path = Path.Combine(folder, FileName(scenario, property, defects));
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"the folder {folder} cannot be made: {failure.Message}");
        }

        TraceWriter.WriteFile(path, trace);
        return path;
    }

    /// <summary>Writes the trace of a diagnosis.</summary>
    public string Put(Diagnosis diagnosis) =>
        Put(diagnosis.Trace.Header.Scenario, diagnosis.Property, diagnosis.Defects, diagnosis.Trace);

    /// <summary>The command that replays a trace.</summary>
    public string Replay(string path) => Replay(path, assembly);

    /// <summary>The command that replays a trace with a user's assembly, when it needs one.</summary>
    public static string Replay(string path, string? assembly) =>
        $"{Product.FromRepository} replay {Shell.Quoted(path)}"
        + (assembly is null ? "" : $" --assembly {Shell.Quoted(assembly)}");

    private static string Digest(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, sizeof(int)));

    private static string FileName(string scenario, string property, IReadOnlyList<string> defects)
    {
        var name = string.Concat(
            string.Join('-', [scenario, property, .. defects]).ToLowerInvariant()
                .Select(one => char.IsAsciiLetterOrDigit(one) ? one : '-'));
        return (name.Length <= NameMax ? name : $"{name[..NameMax]}-{Digest(name)}") + TraceFile.Extension;
    }
}
