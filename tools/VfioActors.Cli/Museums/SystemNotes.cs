using System.Text.Json;
using System.Text.Json.Serialization;
using VfioActors.Behaviors.Defects;
using VfioActors.Cli.Terminals;

namespace VfioActors.Cli.Museums;

/// <summary>What the code does not know of a system: the file beside its page of the catalogue.</summary>
internal sealed record SystemNotes
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>What the page is called.</summary>
    public required string Title { get; init; }

    /// <summary>Paragraphs: what the system is for, and what was read of it.</summary>
    public required IReadOnlyList<string> About { get; init; }

    /// <summary>The words of each defect, by its id.</summary>
    public required IReadOnlyDictionary<string, DefectNotes> Defects { get; init; }

    /// <summary>Reads the file; every defect of the system has its entry, and every entry is a defect.</summary>
    /// <exception cref="UsageException">The file is missing, is no such file, or lacks or invents a defect.</exception>
    public static SystemNotes Read(string path, IReadOnlyList<Defect> defects)
    {
        SystemNotes? notes;
        try
        {
            notes = JsonSerializer.Deserialize<SystemNotes>(File.ReadAllText(path), Options);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new UsageException($"{path}: notes on defects cannot be read: {failure.Message}");
        }

        var known = notes?.Defects.Keys ?? [];
        string[] missing = [.. defects.Select(defect => defect.Id).Except(known)];
        string[] invented = [.. known.Except(defects.Select(defect => defect.Id))];
        if (missing.Length > 0) { throw new UsageException($"{path}: no entry for {string.Join(", ", missing)}"); }
        return invented.Length > 0
            ? throw new UsageException($"{path}: no defect is called {string.Join(", ", invented)}")
            : notes!;
    }
}
