using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Symmetries;

/// <summary>By which messages the members of a set begin that could change places: one of each, all alike.</summary>
/// <remarks>
/// What is possible at the start stays the same when members change places, so where one of them begins by a message to
/// somebody of no set, each of the others begins by the same one. Every message is handled in the end, in an order of
/// the members; in the same run with the members renamed by that order they begin one after the other. So whoever knows
/// these runs knows all, up to who is who. Messages to members themselves are heard by different actors: an order of
/// them is only one way of taking the same run, and would leave none out.
/// </remarks>
internal static class Beginnings
{
    /// <summary>For each set of which every member begins by such a message, their channels.</summary>
    /// <param name="world">A world at its start.</param>
    internal static IReadOnlyList<IReadOnlyList<int>> Of(World world, Symmetry symmetry)
    {
        var places = PlacesOf(symmetry).ToDictionary(place => place.Actor);
        var found = from choice in world.Enabled.ToArray()
                    let channel = world.Channels[choice.Channel]
                    where channel.Kind == ChannelKind.Messages && !places.ContainsKey(channel.To.Value)
                    let ends = new[] { channel.From.Value, channel.To.Value }
                    let members = ends.Where(places.ContainsKey).Select(end => places[end]).ToArray()
                    where members.Select(place => (place.Set, place.Member)).Distinct().Count() == 1
                    let shape = string.Join(' ', ends.Select(end => ShapeOf(places, end)))
                    group (members[0].Member, choice.Channel) by (members[0].Set, shape);
        return
        [
            .. found.Where(alike => IsOneOfEach(alike.Select(one => one.Member), symmetry.Sizes[alike.Key.Set]))
                .GroupBy(alike => alike.Key.Set)
                .OrderBy(ofSet => ofSet.Key)
                .Select(ofSet => ofSet.OrderBy(alike => alike.Key.shape, StringComparer.Ordinal).First())
                .Select(alike => alike.OrderBy(one => one.Member).Select(one => one.Channel).ToArray()),
        ];
    }

    private static IEnumerable<MemberPlace> PlacesOf(Symmetry symmetry) =>
        from set in symmetry.Sets.Select((members, number) => (Members: members, Number: number))
        from member in set.Members.Select((ids, number) => (Ids: ids, Number: number))
        from id in member.Ids.Select((id, at) => (Id: id, At: at))
        where id.Id.Type == typeof(ActorId)
        select new MemberPlace(id.Id.Number, set.Number, member.Number, id.At);

    private static string ShapeOf(Dictionary<int, MemberPlace> places, int actor) =>
        places.TryGetValue(actor, out var place) ? $"member's {place.At}" : $"{actor}";

    private static bool IsOneOfEach(IEnumerable<int> members, int size) =>
        members.Order().SequenceEqual(Enumerable.Range(0, size));

    /// <summary>Where an actor is in a symmetry: its place among the ids of a member of a set.</summary>
    private readonly record struct MemberPlace(int Actor, int Set, int Member, int At);
}
