using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Exploration.Worlds.Renamings;

namespace VfioActors.Exploration.Worlds;

/// <summary>
/// The fingerprints that a world would have if some of its actors and other things had other numbers.
/// </summary>
/// <remarks>Nothing in a world is renamed: each state and each message says what it would be.</remarks>
internal sealed class RenamedFingerprints
{
    /// <summary>Tells clocks from all else that is added up.</summary>
    private const ulong ClockSalt = 0x636c6f636b000001;

    private readonly World _world;
    private readonly ActorTable _actors;
    private readonly Network _network;
    private readonly MessageTable _messages;

    /// <summary>What was ever seen of one of them, as that it asks for the time, counts for all.</summary>
    private readonly ActorId[][] _peers;
    private readonly RenamedActors _names;
    private readonly RenamedValues _values;
    private readonly RenamedStates _states;
    private readonly CausalHash _causalHash;
    private readonly MemberSet _touched;
    private RenamedValue[] _onChannel = new RenamedValue[4];
    private NamedChannel[] _sorted = new NamedChannel[16];

    /// <summary>How much the world had learned when that last came to count for all of a set.</summary>
    private int _distinctions;

    /// <param name="world">The world.</param>
    /// <param name="actors">Its actors.</param>
    /// <param name="network">What is on its way.</param>
    /// <param name="messages">The messages by number.</param>
    /// <param name="memory">What can change places, and what is known of it.</param>
    internal RenamedFingerprints(
        World world, ActorTable actors, Network network, MessageTable messages, RenamedMemory memory)
    {
        var renamings = memory.Renamings;
        (_world, _actors, _network, _messages) = (world, actors, network, messages);
        _peers = [[], .. actors.Slots.ToArray().Select(slot => renamings.PeersOf(slot.Cell.Id))];
        (_names, _values) = (new(renamings, _peers.Length), memory.Values);
        _causalHash = new(network.Order, world.Topology.Count);
        _states = new(actors, _names, memory);
        _touched = new(renamings.Members);
    }

    /// <summary>
    /// What the world has learned of one member counts for all of its set from now on, also where it tells states apart
    /// as they are: else two of one fingerprint could be of two orbits, by what is known of messages to one of whom
    /// only the others were seen to hear several.
    /// </summary>
    internal void LearnOfPeers()
    {
        if (_world.Distinctions == _distinctions) { return; }
        _world.Learn(_world.Learned.OfPeers(_peers));
        _distinctions = _world.Distinctions;
    }

    /// <summary>
    /// What each member looks like, when one forgets which of the others is which: of what is on its way all counts
    /// but who knows of what. For sorting the members of a set, not for telling states apart.
    /// </summary>
    /// <param name="looks">A number for each member: equal where they look alike.</param>
    internal void Look(Span<ulong> looks)
    {
        _states.Look(looks);
        foreach (var number in new RankedChannels(_network.Channels, _network.Channels.Active))
        {
            Look(_network.Channels[number], looks);
        }
    }

    /// <summary>What <see cref="World.StateFingerprint"/> would tell apart: equal where that would be.</summary>
    /// <param name="places">The place of its set to which each member comes; null where each has its own.</param>
    internal ulong Future(int[]? places)
    {
        _names.Place(places);
        var sum = places is null ? _actors.Sum : _states.Sum(places);
        _causalHash.Clear();
        foreach (ref readonly var named in Sorted())
        {
            var channel = _network.Channels[named.Number];
            unchecked { sum += OfChannel(channel, in named, places); }
            if (!_network.IsCausal || channel.Kind != ChannelKind.Messages) { continue; }
            _causalHash.Add(channel, IsShared(channel.To), KeyOf(channel, named.To, named.From));
        }

        unchecked { sum += _causalHash.Hash(_names.Names) + OfClocks(); }
        return _world.Crash is null ? sum : ~sum;
    }

    private static ulong KeyOf(Channel channel, int to, int from) =>
        Fingerprint.Mix(Fingerprint.Mix((ulong)channel.Kind, (ulong)from), (ulong)to);

    /// <summary>What is on a channel looks otherwise to those members of which it says something.</summary>
    private void Look(Channel channel, Span<ulong> looks)
    {
        _touched.Clear();
        _touched.Add(_names.MemberOf(channel.To));
        if (channel.Kind != ChannelKind.Tasks) { _touched.Add(_names.MemberOf(channel.From)); }
        if (channel.Count > _onChannel.Length) { _onChannel = new RenamedValue[channel.Count * 2]; }
        for (var place = 0; place < channel.Count; place++)
        {
            var value = _values.Of(new MessagePart(_messages, channel.At(place).Message));
            _onChannel[place] = value;
            foreach (var member in value.Members) { _touched.Add(member); }
        }

        if (_touched.Members.Length == 0) { return; }
        var forgotten = Look(channel, RenamedActors.Nobody);
        foreach (var member in _touched.Members) { unchecked { looks[member] += Look(channel, member) - forgotten; } }
    }

    /// <summary>A channel, whose messages are known, where all members but one are forgotten.</summary>
    private ulong Look(Channel channel, int member)
    {
        var from = channel.Kind == ChannelKind.Tasks ? channel.From.Value : _names.MarkFor(channel.From, member);
        var hash = KeyOf(channel, _names.MarkFor(channel.To, member), from);
        for (var place = 0; place < channel.Count; place++)
        {
            hash = Then(hash, channel, place, _onChannel[place].MarkedFor(member));
        }

        return hash;
    }

    private ulong OfChannel(Channel channel, in NamedChannel named, int[]? places)
    {
        var hash = KeyOf(channel, named.To, named.From);
        for (var place = 0; place < channel.Count; place++)
        {
            MessagePart message = new(_messages, channel.At(place).Message);
            hash = Then(hash, channel, place, places is null
                ? message.Fingerprint
                : _values.At(_values.Of(in message), in message, places));
        }

        return hash;
    }

    /// <summary>One more message of a channel, with what else there is to it.</summary>
    private ulong Then(ulong hash, Channel channel, int place, ulong message)
    {
        var both = Fingerprint.Mix(hash, message);
        var amount = channel.At(place).Amount;
        return channel.Kind switch
        {
            ChannelKind.Timers => Fingerprint.Mix(
                both, (ulong)Math.Max(0, amount - _actors.ClockOf(channel.To.Value))),
            ChannelKind.Choices => Fingerprint.Mix(both, (ulong)amount),
            _ => both,
        };
    }

    private bool IsShared(ActorId receiver)
    {
        foreach (var peer in _peers[receiver.Value])
        {
            if (_network.IsShared(peer)) { return true; }
        }

        return false;
    }

    private ulong OfClocks()
    {
        var sum = 0UL;
        if (_actors.ClockReaders == 0) { return sum; }
        foreach (var slot in _actors.Slots)
        {
            if (!ReadsClock(slot.Cell.Id)) { continue; }
            var name = (ulong)_names.NameOf(slot.Cell.Id);
            unchecked { sum += Fingerprint.Mix(ClockSalt ^ name, (ulong)slot.Clock); }
        }

        return sum;
    }

    private bool ReadsClock(ActorId actor)
    {
        foreach (var peer in _peers[actor.Value])
        {
            if (_actors.SlotOf(peer.Value).ReadsClock) { return true; }
        }

        return false;
    }

    /// <summary>The channels in the order in which they would be: few, and mostly nearly in that order.</summary>
    private ReadOnlySpan<NamedChannel> Sorted()
    {
        var count = 0;
        foreach (var number in new RankedChannels(_network.Channels, _network.Channels.Active))
        {
            var channel = _network.Channels[number];

            // Where something goes to goes by a number; who goes on with a task is at a place.
            var from = channel.Kind == ChannelKind.Tasks ? channel.From.Value : _names.NameOf(channel.From);
            NamedChannel named = new(_names.NameOf(channel.To), from, channel.Kind, number);
            if (count == _sorted.Length) { Array.Resize(ref _sorted, count * 2); }
            var place = count++;
            for (; place > 0 && named.IsBefore(in _sorted[place - 1]); place--) { _sorted[place] = _sorted[place - 1]; }
            _sorted[place] = named;
        }

        return _sorted.AsSpan(0, count);
    }

    /// <summary>A message on its way.</summary>
    private readonly struct MessagePart(MessageTable messages, int message) : IRenamable
    {
        public ulong Fingerprint => messages.FingerprintOf(message);

        public ulong Key => Fingerprint;

        public ulong Renamed(Renaming renaming) => messages[message].Renamed(renaming);
    }

    /// <summary>A channel by what its ends would be called.</summary>
    private readonly record struct NamedChannel(int To, int From, ChannelKind Kind, int Number)
    {
        internal bool IsBefore(in NamedChannel other) =>
            To != other.To ? To < other.To : From != other.From ? From < other.From : Kind < other.Kind;
    }
}
