using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Faults.Fuzzing;

/// <summary>What came of random accesses under one profile.</summary>
/// <param name="profile">The profile.</param>
public sealed class RegionFuzzReport(string profile)
{
    private readonly SortedDictionary<string, string> _broken = new(StringComparer.Ordinal);
    private readonly SortedDictionary<Errno, long> _answers = [];

    /// <summary>The profile.</summary>
    public string Profile => profile;

    /// <summary>How many accesses there were.</summary>
    public long Accesses { get; internal set; }

    /// <summary>What escaped from a behaviour; null when nothing did.</summary>
    public string? Escaped { get; internal set; }

    /// <summary>The properties that were broken, each with how it first was.</summary>
    public IReadOnlyDictionary<string, string> Broken => _broken;

    /// <summary>How many calls were answered with each error; with none those that were not refused.</summary>
    public IReadOnlyDictionary<Errno, long> Answers => _answers;

    /// <summary>Whether nothing broke and nothing escaped.</summary>
    public bool IsClean => _broken.Count == 0 && Escaped is null;

    internal void Break(string property, string reason) => _broken.TryAdd(property, reason);

    internal void Count(FaultUserMessage.Done done) =>
        _answers[done.Error] = _answers.GetValueOrDefault(done.Error) + 1;
}
