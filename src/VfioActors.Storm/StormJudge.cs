using System.Collections.Concurrent;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Scenarios;
using VfioActors.Exploration.Worlds;
using VfioActors.Runtime;

namespace VfioActors.Storm;

/// <summary>Collects what a storm breaks while it goes on, and judges it at rest.</summary>
internal sealed class StormJudge(Setup setup)
{
    private readonly ConcurrentDictionary<string, StormViolation> _violations = new(StringComparer.Ordinal);

    /// <summary>Whether anything was broken so far.</summary>
    internal bool IsBroken => !_violations.IsEmpty;

    /// <summary>Whether an actor stopped: what others wait for from it never comes.</summary>
    internal bool HasCrashed => _violations.ContainsKey(CrashProperty.Instance.Name);

    /// <summary>What was broken, in the order of the names.</summary>
    internal IReadOnlyList<StormViolation> Violations =>
        [.. _violations.Values.OrderBy(violation => violation.Property, StringComparer.Ordinal)];

    /// <summary>Notes what an actor broke. Called by several threads.</summary>
    internal void Note(BrokenPromise broken) => Note(broken.Property, broken.Reason, broken.Name);

    /// <summary>Looks at what must hold when everything is at rest.</summary>
    /// <returns>What was looked at, and there was something that it is about.</returns>
    internal IReadOnlyList<Property> JudgeRest(IWorldView view)
    {
        foreach (var property in setup.Properties.OfType<AtRest>())
        {
            if (property.Refute(view) is { } reason) { Note(property.Name, reason, actor: null); }
        }

        return [.. setup.Properties.OfType<AtRest>().Where(property => property.Concerns(view))];
    }

    /// <summary>Notes that a property is broken, by an actor or at rest.</summary>
    internal void Note(string property, string reason, string? actor) => _violations.AddOrUpdate(
        property,
        name => new(name, ClaimOf(name), reason, actor, 1),
        (_, known) => known with { Count = known.Count + 1 });

    private string ClaimOf(string property) =>
        setup.Properties.FirstOrDefault(known => known.Name == property)?.Claim
        ?? (property == CrashProperty.Instance.Name
            ? CrashProperty.Instance.Claim
            : "Queues stay within their limits.");
}
