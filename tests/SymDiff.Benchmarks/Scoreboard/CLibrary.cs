using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace SymDiff.Benchmarks.Scoreboard;

/// <summary>The functions in C, compiled where there is a compiler and loaded into this process.</summary>
internal static class CLibrary
{
    private static readonly string[] Compilers = ["gcc", "cc", "clang"];

    private static readonly Lazy<nint> Library = new(Load);

    /// <summary>Whether there is a compiler.</summary>
    public static bool IsThere => Library.Value != 0;

    /// <summary>What compiled them, with which options; empty without a compiler.</summary>
    public static string Compiler { get; private set; } = "";

    /// <summary>A function, or null without a compiler.</summary>
    /// <param name="name">Its name in C.</param>
    public static T? Function<T>(string name)
        where T : Delegate => !IsThere ? null : Marshal.GetDelegateForFunctionPointer<T>(NativeLibrary.GetExport(Library.Value, name));

    private static nint Load()
    {
        string folder = Directory.CreateTempSubdirectory("symdiff-scoreboard-").FullName;
        try
        {
            List<string> sources = [];
            Assembly assembly = typeof(CLibrary).Assembly;
            foreach (string resource in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".c", StringComparison.Ordinal)))
            {
                string source = Path.Combine(folder, resource);
                using Stream text = assembly.GetManifestResourceStream(resource)!;
                using FileStream file = File.Create(source);
                text.CopyTo(file);
                sources.Add(source);
            }

            string library = Path.Combine(folder, "scoreboard.so");
            foreach (string compiler in Compilers)
            {
                if (Run(compiler, ["-O3", "-std=gnu11", "-shared", "-fPIC", .. sources, "-o", library, "-lm"]))
                {
                    Compiler = compiler + " -O3";
                    return NativeLibrary.Load(library);
                }
            }

            return 0;
        }
        finally
        {
            // Windows keeps the file of a library that is loaded.
            if (!OperatingSystem.IsWindows())
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static bool Run(string compiler, IEnumerable<string> arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(compiler, arguments))!;
            process.WaitForExit();
            return process.ExitCode == 0 ? true : throw new InvalidOperationException($"{compiler} refuses the functions in C.");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // There is no such compiler.
            return false;
        }
    }
}
