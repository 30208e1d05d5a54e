using VfioActors.Behaviors.Values;

namespace VfioActors.Behaviors;

/// <summary>
/// What actors say to each other. Implemented by <c>readonly record struct</c>s of at most
/// <see cref="Payload.Words"/> machine words, made of numbers, enums and structs of these, with no padding between the
/// fields: a message is copied, hashed and compared as words. No actor reference, delegate, task or time travels in
/// one.
/// </summary>
/// <remarks>
/// A protocol is a static class that ends in <c>Message</c> with its messages nested in it:
/// <c>AuxDomainMessage.Attach</c> is written <c>AuxDomain.Attach</c> in traces.
/// </remarks>
#pragma warning disable CA1040 // A marker: it bounds what Outbox.Send accepts, and the layout is checked once a type.
public interface IMessage;
#pragma warning restore CA1040
