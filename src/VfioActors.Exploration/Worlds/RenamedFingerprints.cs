using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Worlds;

/// <summary>
/// The fingerprints that a world would have if some of its actors and other things had other numbers.
/// </summary>
/// <remarks>
/// Nothing in a world is renamed: each state and each message says what it would be. They come again and again, so what
/// they said is kept in a table in which a new answer takes the place of an old one.
/// </remarks>
/// <param name="world">The world.</param>
/// <param name="actors">Its actors.</param>
/// <param name="network">What is on its way.</param>
/// <param name="messages">The messages by number.</param>
/// <param name="peers">
/// For each actor, by number, those that it could change places with, itself too: what was ever seen of one of them, as
/// that it asks for the time, counts for all.
/// </param>
internal sealed class RenamedFingerprints(
    World world, ActorTable actors, Network network, MessageTable messages, ActorId[][] peers)
{
    /// <summary>Tells clocks from all else that is added up.</summary>
    private const ulong ClockSalt = 0x636c6f636b000001;

    private const int KeptBits = 18;

    private readonly (ulong Key, ulong Value)[] _kept = new (ulong, ulong)[1 << KeptBits];
    private readonly CausalHash _causalHash = network.NewCausalHash();
    private readonly List<(ulong To, ulong From, int Channel)> _sorted = [];

    /// <summary>
    /// What a state looks like: of what is on its way all counts but who knows of what. Not for telling states apart.
    /// </summary>
    internal ulong Look(Renaming renaming)
    {
        var sum = OfActors(renaming);
        foreach (var number in new RankedChannels(network.Channels, network.Channels.Active))
        {
            unchecked { sum += OfChannel(network.Channels[number], renaming); }
        }

        return sum;
    }

    /// <summary>What <see cref="World.StateFingerprint"/> would tell apart: equal where that would be.</summary>
    internal ulong Future(Renaming renaming)
    {
        var sum = OfActors(renaming);
        Sort(renaming);
        _causalHash.Clear();
        foreach (var (to, from, number) in _sorted)
        {
            var channel = network.Channels[number];
            unchecked { sum += OfChannel(channel, renaming); }
            if (!network.IsCausal || channel.Kind != ChannelKind.Messages) { continue; }
            _causalHash.Add(channel, IsShared(channel.To), KeyOf(channel, to, from));
        }

        unchecked { sum += _causalHash.Hash(renaming) + OfClocks(renaming); }
        return world.Crash is null ? sum : ~sum;
    }

    private static ulong KeyOf(Channel channel, ulong to, ulong from) =>
        Fingerprint.Mix(Fingerprint.Mix((ulong)channel.Kind, from), to);

    /// <summary>Where something goes to goes by a number; who goes on with a task is at a place.</summary>
    private static (ulong To, ulong From) EndsOf(Channel channel, Renaming renaming)
    {
        var to = renaming.Of(typeof(ActorId), channel.To.Value);
        var from = channel.Kind == ChannelKind.Tasks
            ? channel.From.Value : renaming.Of(typeof(ActorId), channel.From.Value);
        return ((ulong)to, (ulong)from);
    }

    private ulong OfActors(Renaming renaming)
    {
        var sum = 0UL;
        foreach (var slot in actors.Slots)
        {
            ref var kept = ref Kept(slot.Hash, renaming);
            if (kept.Value == 0)
            {
                actors.Settle(slot.Cell.Id.Value);
                kept.Value = Fingerprint.Mix(
                    slot.Cell.State.Renamed(renaming), (ulong)renaming.Of(typeof(ActorId), slot.Cell.Id.Value));
            }

            unchecked { sum += kept.Value; }
        }

        return sum;
    }

    private bool IsShared(ActorId receiver)
    {
        foreach (var peer in peers[receiver.Value])
        {
            if (network.IsShared(peer)) { return true; }
        }

        return false;
    }

    private ulong OfClocks(Renaming renaming)
    {
        var sum = 0UL;
        if (actors.ClockReaders == 0) { return sum; }
        foreach (var slot in actors.Slots)
        {
            if (!ReadsClock(slot.Cell.Id)) { continue; }
            var name = (ulong)renaming.Of(typeof(ActorId), slot.Cell.Id.Value);
            unchecked { sum += Fingerprint.Mix(ClockSalt ^ name, (ulong)slot.Clock); }
        }

        return sum;
    }

    private bool ReadsClock(ActorId actor)
    {
        foreach (var peer in peers[actor.Value])
        {
            if (actors.SlotOf(peer.Value).ReadsClock) { return true; }
        }

        return false;
    }

    private ulong OfChannel(Channel channel, Renaming renaming)
    {
        var (to, from) = EndsOf(channel, renaming);
        var hash = KeyOf(channel, to, from);
        var now = channel.Kind == ChannelKind.Timers ? actors.ClockOf(channel.To.Value) : 0;
        for (var place = 0; place < channel.Count; place++)
        {
            ref readonly var pending = ref channel.At(place);
            hash = Fingerprint.Mix(hash, OfMessage(pending.Message, renaming));
            if (channel.Kind == ChannelKind.Timers)
            {
                hash = Fingerprint.Mix(hash, (ulong)Math.Max(0, pending.Amount - now));
            }
            else if (channel.Kind == ChannelKind.Choices) { hash = Fingerprint.Mix(hash, (ulong)pending.Amount); }
        }

        return hash;
    }

    private ulong OfMessage(int message, Renaming renaming)
    {
        ref var kept = ref Kept(messages.FingerprintOf(message), renaming);
        if (kept.Value == 0) { kept.Value = messages[message].Renamed(renaming); }
        return kept.Value;
    }

    /// <summary>Where something of a fingerprint is kept; its value is 0 while it is not.</summary>
    private ref (ulong Key, ulong Value) Kept(ulong fingerprint, Renaming renaming)
    {
        var key = Fingerprint.Mix(fingerprint, renaming.Id) | 1;
        ref var kept = ref _kept[key >> (64 - KeptBits)];
        if (kept.Key != key) { kept = (key, 0); }
        return ref kept;
    }

    private void Sort(Renaming renaming)
    {
        _sorted.Clear();
        foreach (var number in new RankedChannels(network.Channels, network.Channels.Active))
        {
            var (to, from) = EndsOf(network.Channels[number], renaming);
            _sorted.Add((to, from, number));
        }

        _sorted.Sort((left, right) => (left.To, left.From, network.Channels[left.Channel].Kind)
            .CompareTo((right.To, right.From, network.Channels[right.Channel].Kind)));
    }
}
