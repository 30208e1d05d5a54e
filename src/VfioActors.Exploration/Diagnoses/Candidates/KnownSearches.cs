using VfioActors.Exploration.Scenarios;

namespace VfioActors.Exploration.Diagnoses.Candidates;

/// <summary>
/// What bounded searches came to: the many failures of one exploration, on their way to being small, ask for the same.
/// </summary>
/// <remarks>One serves setups that differ in their arguments alone, and one thread.</remarks>
internal sealed class KnownSearches
{
    private readonly SortedDictionary<string, IReadOnlyList<Failure>> _found = new(StringComparer.Ordinal);

    /// <summary>See <see cref="BoundedSearch.Failures"/>; a search that is ended half-way is not kept.</summary>
    internal IReadOnlyList<Failure> Failures(Setup setup, string property, CancellationToken cancellation)
    {
        var key = KeyOf(setup.Arguments, property);
        if (_found.TryGetValue(key, out var known)) { return known; }
        List<Failure> found = [.. BoundedSearch.Failures(setup, property, cancellation)];
        if (!cancellation.IsCancellationRequested) { _found.Add(key, found); }
        return found;
    }

    private static string KeyOf(ScenarioArguments arguments, string property) => string.Join(
        '\n',
        arguments.Values.Select(value => $"{value.Key}={value.Value}")
            .Prepend(string.Join(' ', arguments.Dropped))
            .Prepend(string.Join(' ', arguments.Defects.Ids))
            .Prepend($"{property} {arguments.AsksAll}"));
}
