using VfioActors.Behaviors;

namespace VfioActors.Conformance.Posts;

/// <summary>A message on its way.</summary>
/// <param name="Message">The message.</param>
/// <param name="Before">What was on its way when it was sent, as far as its sender knew.</param>
internal readonly record struct Letter(Envelope Message, IReadOnlyList<KnownSend> Before);
