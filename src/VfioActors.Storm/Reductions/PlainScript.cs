using System.Globalization;
using VfioActors.Behaviors;

namespace VfioActors.Storm.Reductions;

/// <summary>
/// Operations of a storm on the first domains and devices that there are, for those that the storm happened to use: so
/// the same bug comes to the same script. Different ones stay different.
/// </summary>
internal sealed class PlainScript
{
    private const string Attach = "attach";

    private readonly SortedDictionary<ActorId, ActorId> _domains = [];
    private readonly List<string> _devices = [];

    /// <param name="topology">The actors of the storm.</param>
    /// <param name="operations">Some of its operations, in their order.</param>
    internal PlainScript(Topology topology, IEnumerable<StormOperation> operations)
    {
        List<ActorId> free = [.. topology.Actors.Where(actor => IsDomain(topology.NameOf(actor)))];
        Operations = [.. operations.Select(operation => operation with { Text = Plain(operation.Text) })];

        string Plain(string text)
        {
            var words = text.Split('.');
            if (!topology.TryFind(words[2], out var domain) || !free.Contains(domain)) { return text; }

            if (!_domains.TryGetValue(domain, out var first)) { first = _domains[domain] = free[_domains.Count]; }
            var key = words[0] == Attach ? DeviceFor(words[3]) : words[3];
            return $"{words[0]}.{words[1]}.{topology.NameOf(first)}.{key}";
        }
    }

    /// <summary>The same operations, as they would be said of the first things.</summary>
    internal IReadOnlyList<StormOperation> Operations { get; }

    /// <summary>Which actor stands for one of the storm.</summary>
    internal ActorId Now(ActorId actor) => _domains.GetValueOrDefault(actor, actor);

    private string DeviceFor(string device)
    {
        if (!_devices.Contains(device)) { _devices.Add(device); }
        return _devices.IndexOf(device).ToString(CultureInfo.InvariantCulture);
    }

    private static bool IsDomain(string name) => name.Length == 1 && char.IsAsciiLetterUpper(name[0]);
}
