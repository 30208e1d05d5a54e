namespace VfioActors.Remote.Wire;

/// <summary>The longest that anything may be: looked at before memory is taken for it.</summary>
internal static class WireLimits
{
    /// <summary>The bytes of one message. The longest of today has 8 fields of at most 10 bytes.</summary>
    internal const int Message = 512;

    /// <summary>The fields of one message, those of later versions included.</summary>
    internal const int Fields = 48;

    /// <summary>The bytes of an answer with all its parts: less than a frame of Akka.Remote has, 128,000.</summary>
    internal const int Answer = 120_000;

    /// <summary>The parts of an answer.</summary>
    internal const int Parts = 16_384;

    /// <summary>The bytes of a name, or of the path of an actor.</summary>
    internal const int Name = 1024;
}
