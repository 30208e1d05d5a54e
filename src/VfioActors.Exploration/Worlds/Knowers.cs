using VfioActors.Behaviors;

namespace VfioActors.Exploration.Worlds;

/// <summary>
/// The fingerprint of who knows of which message on its way: the part of the past that the future depends on.
/// </summary>
/// <remarks>
/// Messages are counted in the order of their channels, not of their sending, so that equal states have equal
/// fingerprints whatever led there.
/// </remarks>
internal sealed class Knowers(ChannelTable channels, Knowledge knowledge, int actors)
{
    private const int Bits = 64;

    private int[] _waiting = new int[16];
    private ulong[] _mask = new ulong[1];
    private int _count;

    /// <param name="onlySender">For each actor the one that sends it something, or a negative number for
    /// several.</param>
    internal ulong Hash(ReadOnlySpan<ActorId> onlySender)
    {
        Gather(onlySender);
        if (_count == 0) { return 0; }
        var sum = 0UL;
        for (var actor = 1; actor <= actors; actor++)
        {
            if (!knowledge.ActorKnows(actor, _mask)) { continue; }
            unchecked { sum += Known(knowledge.OfActor(actor), (ulong)actor); }
        }

        foreach (var number in channels.Active)
        {
            var channel = channels[number];
            if (channel.Kind != ChannelKind.Messages) { continue; }
            for (var place = 0; place < channel.Count; place++)
            {
                var message = (int)channel.At(place).Amount;
                if (!knowledge.MessageKnows(message, _mask)) { continue; }
                var salt = (ulong)channel.Key ^ ((ulong)place << 56);
                unchecked { sum += Known(knowledge.OfMessage(message), salt); }
            }
        }

        return sum;
    }

    /// <summary>Only messages to an actor with several senders can be overtaken.</summary>
    private void Gather(ReadOnlySpan<ActorId> onlySender)
    {
        _count = 0;
        Array.Clear(_mask);
        foreach (var number in channels.Active)
        {
            var channel = channels[number];
            if (channel.Kind != ChannelKind.Messages || onlySender[channel.To.Value].Value >= 0) { continue; }
            while (_count + channel.Count > _waiting.Length) { Array.Resize(ref _waiting, _waiting.Length * 2); }
            for (var place = 0; place < channel.Count; place++)
            {
                var message = (int)channel.At(place).Amount;
                _waiting[_count++] = message;
                if (message / Bits >= _mask.Length) { Array.Resize(ref _mask, (message / Bits) + 1); }
                _mask[message / Bits] |= 1UL << message;
            }
        }
    }

    private ulong Known(ReadOnlySpan<ulong> row, ulong salt)
    {
        var (hash, known) = (salt, 0UL);
        for (var at = 0; at < _count; at++)
        {
            var message = _waiting[at];
            known |= (row[message / Bits] >> message & 1) << at;
            if ((at + 1) % Bits != 0 && at + 1 < _count) { continue; }
            hash = Fingerprint.Mix(hash, known);
            known = 0;
        }

        return hash;
    }
}
