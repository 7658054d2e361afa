using SleepVLM.Contracts;

namespace SleepVLM.Engine.Rules.Claims.Lexicon;

/// <summary>What the features of the signal are called, common misspellings included.</summary>
internal static class FeatureWords
{
    public static PhraseTable AddFeatures(this PhraseTable table) => table
        .Add(new FeatureTerm(ClaimFeature.AlphaRhythm),
            """
            alpha|alpha rhythm|alpha rhythms|alpha activity|alpha waves|alpha wave|alpha power|alpha band activity|alpha frequency activity|alpha eeg
            occipital rhythm|posterior dominant rhythm|dominant posterior rhythm|pdr|posterior alpha rhythm|alpha bursts|alpha burst|waking rhythm
            rhythmic alpha|alfa|alfa rhythm
            """)
        .Add(new FeatureTerm(ClaimFeature.Theta),
            """
            theta|theta activity|theta waves|theta rhythm|theta range activity|theta frequencies|theta frequency activity|theta power
            theta band activity|theta dominant background|theta dominant|theta dominated|theta dominated background|theta background
            """)
        .Add(new FeatureTerm(ClaimFeature.MixedFrequency),
            """
            mixed frequency , low voltage|mixed frequency , low amplitude|of low amplitude and mixed frequency|of low amplitude , mixed frequency
            of low amplitude and mixed frequencies|low amplitude mixed frequency|low amplitude mixed frequency activity
            low amplitude mixed frequency eeg|low amplitude mixed frequency background|low amplitude mixed frequency pattern
            low amplitude , mixed frequency|low amplitude , mixed frequency activity|low amplitude , mixed frequency eeg
            low amplitude , mixed frequency background|low amplitude and mixed frequency|low amplitude and mixed frequencies
            low amplitude mixed frequencies|lamf|lamf activity|lamf eeg|lamf background|lamf pattern|mixed frequency|mixed frequency activity
            mixed frequency background|mixed frequency eeg|low voltage mixed frequency|low voltage mixed frequency activity
            low voltage mixed frequency eeg|low voltage , mixed frequency|low voltage , mixed frequency activity|low voltage , mixed frequency eeg
            relatively low voltage mixed frequency|low amplitude mixed activity|mixed frequency low amplitude activity
            mixed frequency , low amplitude activity|mixed frequency low voltage activity|lvmf|lvmf activity|lvmf eeg|mixed frequencies
            mixed frequency low amplitude eeg
            """)
        .Add(new FeatureTerm(ClaimFeature.Delta),
            """
            delta|delta activity|delta rhythm|delta range activity|delta frequency activity|delta power|delta band activity
            """)
        .Add(new FeatureTerm(ClaimFeature.SlowWave),
            """
            slow wave|slow waves|slow wave activity|swa|delta waves|delta wave|slow oscillations|slow oscillation|slow delta waves|slow delta activity
            slow waves activity|high amplitude slow activity|high voltage slow activity|slowwave|slowwaves
            """)
        .Add(new FeatureTerm(ClaimFeature.SlowWave, ClaimedLevel.High),
            """
            high amplitude delta|high amplitude delta activity|high amplitude delta waves|high voltage delta|high voltage delta activity
            high voltage delta waves|high amplitude slow waves|high amplitude slow wave|high amplitude slow wave activity|high voltage slow waves
            high voltage slow wave activity|large slow waves|large amplitude slow waves|large amplitude delta waves|large amplitude delta
            large delta waves|high amplitude , slow waves
            """)
        .Add(new FeatureTerm(ClaimFeature.Spindle),
            """
            spindle|spindles|sleep spindle|sleep spindles|sigma burst|sigma bursts|burst of sigma|bursts of sigma|bursts of sigma activity
            burst of sigma activity|spindle activity|sleep spindle activity|spindle burst|spindle bursts|sigma spindle|sigma spindles|sigma activity
            sigma|spindling|spindle like activity|spindel|spindels|sleep spindel|sleep spindels|spindle waves|sigma waves|sigma rhythm
            sigma band burst|sigma band bursts|sigma band activity
            """)
        .Add(new FeatureTerm(ClaimFeature.KComplex),
            """
            k complex|k complexes|kcomplex|kcomplexes|kc|kcs|k komplex|k complexe|k kompleks|k complexs|k complexen|k comlex|k comlexes|k compex
            k complex waveform|k complex waveforms|kc's
            """)
        .Add(new FeatureTerm(ClaimFeature.VertexWave),
            """
            vertex wave|vertex waves|vertex sharp wave|vertex sharp waves|vertex sharp transient|vertex sharp transients|vsw|vsws|sharp vertex wave
            sharp vertex waves|v wave|v waves|sharp waves at the vertex|vertex transient|vertex transients
            """)
        .Add(new FeatureTerm(ClaimFeature.SawtoothWaves),
            """
            sawtooth wave|sawtooth waves|saw tooth waves|saw tooth wave|sawtooth pattern|sawtooth activity|sawtooth|stw|stws|sawteeth
            saw toothed waves|sawtooth theta
            """)
        .Add(new FeatureTerm(ClaimFeature.RapidEyeMovement),
            """
            eyes move rapidly|eyes dart|eyes are moving rapidly|eyes moving rapidly|rapid eye movement|rapid eye movements|rems|rem's|rem bursts
            rem burst|bursts of rem|burst of rem|bursts of rems|burst of rems|rapid ocular movements|fast eye movements|fast eye movement
            rapid conjugate eye movements|rapid , conjugate eye movements|conjugate rapid eye movements|saccades|saccadic eye movements
            rapid eye deflections|rapid eyes movements|rapid eye mouvements|rapid eye movement bursts|rem activity|rem events|rem event
            phasic rem activity|phasic rems|rem like eye movements
            """)
        .Add(new FeatureTerm(ClaimFeature.SlowEyeMovement),
            """
            eyes roll|eyes are rolling|eyes rolling|eyes move slowly|eyes roll slowly|slow , rolling deflections|slow rolling deflections
            slow rolling eye deflections|rolling deflections|slow , rolling eye movement|slow , rolling movements|slow eye deflections
            slow eye movement|slow eye movements|slow rolling eye movement|slow rolling eye movements|sem|sems|rolling eye movements
            rolling eye movement|slow rolling eyes|slow , rolling eye movements|slow rolling movements of the eyes|slow pendular eye movements
            slow roving eye movements|roving eye movements|slow eyes movements|slow rolling movements
            """)
        .Add(new FeatureTerm(ClaimFeature.Blink),
            """
            blink|blinks|eye blink|eye blinks|eyeblink|eyeblinks|blinking|eye blinking|blink artefacts|blink artifacts|blink artefact|blink artifact
            eyelid blinks
            """)
        .Add(new FeatureTerm(ClaimFeature.EyeMovement),
            """
            eye movement|eye movements|ocular movement|ocular movements|ocular activity|eye activity|movement of the eyes|movements of the eyes
            eye deflections|eog deflections|eye motion|eog activity
            """)
        .Add(new FeatureTerm(ClaimFeature.EyeMovement, IsAbsent: true),
            """
            eyes are still|eyes still|still eyes|eyes do not move|eyes are quiet|eyes are motionless|eyes not moving|eyes are not moving
            eyes is not moving|eyes remain still|eyes stay still|quiet eog|eog is quiet|eog quiet|eogs are quiet|eog channels are quiet|eog is flat
            eog flat|eog is silent|eog remains quiet|eyes are at rest
            """)
        .Add(new FeatureTerm(ClaimFeature.ChinTone),
            """
            chin tone|muscle tone|muscular tone|tone|tonus|muscle tonus|chin muscle tone|emg tone|chin emg tone|submental tone|submental muscle tone
            chin tonus|tonic emg|tonic chin emg|emg tonus|submental emg tone|mentalis tone|chin muscle tonus|tonic emg activity|tonic muscle tone
            tonic muscle activity
            """)
        .Add(new FeatureTerm(ClaimFeature.ChinTone, null, IsChannel: true),
            """
            chin emg|emg|submental emg|emg activity|chin emg activity|submental emg activity|chin emg level|emg level|emg amplitude|chin emg amplitude
            chin muscle activity|chin activity|submental muscle activity|chin|emg channel|chin channel|chin emg channel|emg submental|emg chin
            mentalis emg|submentalis emg|chin muscle|chin muscles|submental|chin myogram|emg trace|chin trace|emg signal|chin emg signal|emg baseline
            chin electromyogram|electromyogram|chin amplitude|chin emg trace|submental activity|chin emg background|emg levels
            """)
        .Add(new FeatureTerm(ClaimFeature.ChinTone, ClaimedLevel.Absent),
            """
            atonia|muscle atonia|rem atonia|chin atonia|emg atonia|atonic|loss of muscle tone|complete loss of tone|loss of tone|chin muscle atonia
            skeletal muscle atonia|complete atonia
            """)
        .Add(new FeatureTerm(ClaimFeature.ChinTone, ClaimedLevel.Low), "emg min|chin min|tone min|hypotonia|muscle hypotonia|hypotonic|chin hypotonia")
        .Add(new FeatureTerm(ClaimFeature.ChinTone, ClaimedLevel.High), "hypertonic|hypertonia")
        .Add(new FeatureTerm(ClaimFeature.FastActivity),
            """
            fast activity|fast eeg activity|beta|beta activity|beta rhythm|beta power|beta waves|high frequency activity|muscle artefact
            muscle artifact|muscle artefacts|muscle artifacts|emg artefact|emg artifact|emg artefacts|emg artifacts|faster frequencies
            fast frequencies|fast rhythms|low voltage fast activity|beta band activity|desynchronized fast activity|myogenic artefact
            myogenic artifact|fast beta activity|low amplitude fast activity|muscle activity in the eeg|high frequency muscle activity
            """)
        .Add(new FeatureTerm(ClaimFeature.Background),
            """
            background|background activity|background rhythm|background eeg|eeg background|eeg background activity|background frequency
            dominant frequency|eeg activity|eeg frequency|eeg amplitude|background amplitude|dominant rhythm|dominant background frequency
            dominant background rhythm
            """)
        .Add(new FeatureTerm(ClaimFeature.Arousal),
            """
            arousal|arousals|eeg arousal|eeg arousals|micro arousal|micro arousals|microarousal|microarousals|brief awakening|cortical arousal
            cortical arousals|arrousal|arrousals|arousal event
            """)
        .Add(new FeatureTerm(ClaimFeature.BodyMovement),
            """
            body movement|body movements|major body movement|movement artefact|movement artifact|movement artefacts|movement artifacts|motion artefact
            motion artifact|motion artefacts|motion artifacts|gross body movement|gross movement|gross movements|large body movement|major movement
            movement|body motion|epoch is obscured|mbm|gross motor activity|gross movement artifact|gross movement artefact|body movement artifact
            body movement artefact
            """);
}
